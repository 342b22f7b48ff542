/** Running statistics that learn and forget one value at a time, over numbers kept in a caller's array. */
@NullMarked
package io.anomalyradar.detector.moments;

import org.jspecify.annotations.NullMarked;
