/** Tests of the lake. */
@NullMarked
package io.anomalyradar.history.lake;

import org.jspecify.annotations.NullMarked;
