/** Changes of a metric's level: a fast average against a slow reference, which stands still while the two are apart. */
@NullMarked
package io.anomalyradar.detector.multivariate.level;

import org.jspecify.annotations.NullMarked;
