/**
 * The detector core: it learns what is normal for a series, scores how unusual a sample is, and decides when that is an
 * anomaly.
 *
 * <p>Start at {@link io.anomalyradar.detector.DetectionHost}, which every host uses, and at
 * {@link io.anomalyradar.detector.SeriesDetector}, which combines the parts: time order, a method of scoring ({@code
 * method}; the default is {@code Predictive}), its result for one sample ({@code verdict}), the false-alarm budget ({@code
 * calibration}), and the alarm policy ({@code alarm}). {@code multivariate} scores the metrics of a device together. A
 * detector is a validated configuration record and a final class over a part of a caller's array; {@code score} does
 * not learn, and {@code update} does. To add one, add an {@link io.anomalyradar.detector.method.UnivariateConfig} and a
 * {@link io.anomalyradar.detector.method.Detector} to {@code method}, a constant to
 * {@link io.anomalyradar.detector.Method}, and a row to {@code spec/detector-state.md}. Besides: {@code aggregate}
 * (windows of a series), {@code numerics} and {@code codec} (all arithmetic and byte formats).
 */
@NullMarked
package io.anomalyradar.detector;

import org.jspecify.annotations.NullMarked;
