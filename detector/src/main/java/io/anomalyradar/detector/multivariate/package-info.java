/**
 * Scores the metrics of a device together: rows built from frames, their joint normal state, the score of a row, and
 * the anomalies of a device. It finds what no single metric shows. Start at
 * {@link io.anomalyradar.detector.multivariate.MultivariateDetector}; docs/detector-multivariate.md gives the evidence
 * for each part.
 */
@NullMarked
package io.anomalyradar.detector.multivariate;

import org.jspecify.annotations.NullMarked;
