/** The guarantees when the process dies. */
@NullMarked
package io.anomalyradar.app.recovery;

import org.jspecify.annotations.NullMarked;
