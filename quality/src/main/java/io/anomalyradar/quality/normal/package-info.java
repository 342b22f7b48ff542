/** Normal operation: how often a detector raises an alarm where nothing is wrong, in time and per device. */
@NullMarked
package io.anomalyradar.quality.normal;

import org.jspecify.annotations.NullMarked;
