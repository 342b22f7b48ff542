/**
 * The detector core: it learns what is normal for a series, scores how unusual a sample is, and decides when that is an
 * anomaly.
 *
 * <p>Start at {@link io.anomalyradar.detector.DeviceDetector}, which steps the series of a device, and at
 * {@link io.anomalyradar.detector.SeriesDetector}, which combines the parts: time order; {@code ensemble} (the default
 * detector, composed of {@code novelty}, {@code seasonal}, {@code ewma}, {@code rhythm} and {@code memory});
 * {@code zscore} over {@code window}; the single detectors (see {@link io.anomalyradar.detector.Method});
 * {@code verdict} (the result of a detector); {@code alarm} (when to raise an alarm). A detector is a validated
 * configuration record and a final class over a part of a caller's array; {@code score} does not learn, and
 * {@code update} does. To add one, add a package with an {@link io.anomalyradar.detector.method.UnivariateConfig} and a
 * {@link io.anomalyradar.detector.method.Detector}, a constant of {@code Method}, and a row in
 * {@code spec/detector-state.md}. Besides: {@code sketch} and {@code aggregate} (windows of a series), {@code numerics}
 * and {@code codec} (all arithmetic and byte formats).
 */
@NullMarked
package io.anomalyradar.detector;

import org.jspecify.annotations.NullMarked;
