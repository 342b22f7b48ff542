/**
 * A detector's result for one sample: expected value, band, score and pattern. The vocabulary shared by detectors and
 * alarm policy.
 */
@NullMarked
package io.anomalyradar.detector.verdict;

import org.jspecify.annotations.NullMarked;
