/** The moving average chart: the mean of a few newest samples against the window. */
@NullMarked
package io.anomalyradar.detector.average;

import org.jspecify.annotations.NullMarked;
