/** Elementary functions from + − × ÷ and square root only, so that every host computes the same bits. */
@NullMarked
package io.anomalyradar.detector.numerics;

import org.jspecify.annotations.NullMarked;
