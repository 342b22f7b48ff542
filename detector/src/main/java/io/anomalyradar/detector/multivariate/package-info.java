/**
 * The metrics of a device judged together: rows from frames, their joint normal state, the score of a row and
 * the anomalies of a device.
 */
@NullMarked
package io.anomalyradar.detector.multivariate;

import org.jspecify.annotations.NullMarked;
