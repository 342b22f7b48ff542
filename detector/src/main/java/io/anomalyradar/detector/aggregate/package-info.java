/** Tumbling and sliding windows of a series on its own time: count, mean, extremes, spread and p99. */
@NullMarked
package io.anomalyradar.detector.aggregate;

import org.jspecify.annotations.NullMarked;
