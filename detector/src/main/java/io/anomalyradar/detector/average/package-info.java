/** The moving average chart: the mean of the newest samples compared with the window. */
@NullMarked
package io.anomalyradar.detector.average;

import org.jspecify.annotations.NullMarked;
