/**
 * Aggregates of a series over windows of its own time: count, moments, trend and quantiles from a sketch.
 */
@NullMarked
package io.anomalyradar.detector.aggregate;

import org.jspecify.annotations.NullMarked;
