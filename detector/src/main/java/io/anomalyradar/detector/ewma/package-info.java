/** Exponentially weighted level and spread that outliers cannot drag along. */
@NullMarked
package io.anomalyradar.detector.ewma;

import org.jspecify.annotations.NullMarked;
