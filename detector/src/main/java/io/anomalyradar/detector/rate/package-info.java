/** Rate of change: the signal rises or falls faster than it ever has. */
@NullMarked
package io.anomalyradar.detector.rate;

import org.jspecify.annotations.NullMarked;
