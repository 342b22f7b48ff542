/**
 * The thresholded random cut forest that our detector is compared with, in accuracy and cost: Guha et al., "Robust
 * random cut forest based anomaly detection on streams", ICML 2016; github.com/aws/random-cut-forest-by-aws,
 * Apache-2.0.
 */
@NullMarked
package io.anomalyradar.quality.forest;

import org.jspecify.annotations.NullMarked;
