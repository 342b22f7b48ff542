/**
 * The detector of a device with several metrics: what no single metric shows. Four members look at each frame ({@code level}, {@code mewma}
 * twice, {@code pca}) over metrics that {@code standardise} brought to one scale; {@code calibration} makes them comparable and turns what they
 * say together into a chance. Start at {@link io.anomalyradar.detector.multivariate.MultivariateDetector}; the evidence for each
 * part is in docs/detector-multivariate.md.
 */
@NullMarked
package io.anomalyradar.detector.multivariate;

import org.jspecify.annotations.NullMarked;
