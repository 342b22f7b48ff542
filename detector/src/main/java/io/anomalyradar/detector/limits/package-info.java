/** Fixed limits with hysteresis: what a person has decided, not what was learnt. */
@NullMarked
package io.anomalyradar.detector.limits;

import org.jspecify.annotations.NullMarked;
