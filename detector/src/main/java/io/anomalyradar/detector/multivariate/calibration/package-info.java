/** From statistics of any scale to chances: a running scale of each, and the tail of what they say together. */
@NullMarked
package io.anomalyradar.detector.multivariate.calibration;

import org.jspecify.annotations.NullMarked;
