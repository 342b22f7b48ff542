/** Median and median absolute deviation of the newest samples. */
@NullMarked
package io.anomalyradar.detector.median;

import org.jspecify.annotations.NullMarked;
