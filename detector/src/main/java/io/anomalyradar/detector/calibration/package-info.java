/**
 * Turns scores into alarms at the requested rate: the false-alarm budget of a series, and the prior that new series
 * take from the fleet.
 */
@NullMarked
package io.anomalyradar.detector.calibration;

import org.jspecify.annotations.NullMarked;
