/**
 * Windows of a minute and an hour of a series on its own time: count, sum, extremes, spread, p99, scores, band and
 * trend.
 */
@NullMarked
package io.anomalyradar.detector.aggregate;

import org.jspecify.annotations.NullMarked;
