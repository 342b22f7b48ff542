/** Multivariate EWMA: how far metrics have left their joint normal state, by the covariance that they usually have. */
@NullMarked
package io.anomalyradar.detector.multivariate.mewma;

import org.jspecify.annotations.NullMarked;
