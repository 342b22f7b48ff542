/**
 * The scoring rule of the Numenta Anomaly Benchmark: Lavin, Ahmad, "Evaluating Real-Time Anomaly Detection Algorithms",
 * ICMLA 2015; Ahmad et al., "Unsupervised real-time anomaly detection for streaming data", Neurocomputing 2017.
 * Implemented from the papers and validated on the output of published detectors.
 */
@NullMarked
package io.anomalyradar.quality.nab;

import org.jspecify.annotations.NullMarked;
