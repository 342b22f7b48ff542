/** Incremental principal components: the few directions in which metrics move together, and what is left outside them. */
@NullMarked
package io.anomalyradar.detector.multivariate.pca;

import org.jspecify.annotations.NullMarked;
