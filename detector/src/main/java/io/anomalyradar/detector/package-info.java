/**
 * The detector core: what is normal for a series, how unusual a sample is, and when that is an anomaly.
 *
 * <p>Start at {@link io.anomalyradar.detector.DeviceDetector}, which steps the series of a device, and
 * {@link io.anomalyradar.detector.SeriesDetector}, where the parts meet: order of time, {@code ensemble} (the default detector, made of
 * {@code novelty}, {@code seasonal}, {@code ewma}, {@code rhythm} and {@code memory}), {@code zscore} over {@code window} and the single detectors
 * (others: {@link io.anomalyradar.detector.Method}), {@code verdict} (what one says), {@code alarm} (when that is told). A detector is a validated
 * configuration record and a final class over a stretch of a caller's array; {@code score} does not learn and {@code update} does. A further one is a
 * package with an {@link io.anomalyradar.detector.method.UnivariateConfig} and a {@link io.anomalyradar.detector.method.Detector}, a constant
 * of {@code Method}, and a row in {@code spec/detector-state.md}. Beside it: {@code sketch} and
 * {@code aggregate} (windows of a series), {@code numerics} and {@code codec} (the only arithmetic and bytes there are).
 */
@NullMarked
package io.anomalyradar.detector;

import org.jspecify.annotations.NullMarked;
