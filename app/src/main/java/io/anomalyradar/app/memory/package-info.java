/** The heap that the configured bounds on devices and series need. */
@NullMarked
package io.anomalyradar.app.memory;

import org.jspecify.annotations.NullMarked;
