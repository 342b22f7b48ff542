/** Metrics of different units brought to one scale: standard scores against a long memory of mean and variance. */
@NullMarked
package io.anomalyradar.detector.multivariate.standardise;

import org.jspecify.annotations.NullMarked;
