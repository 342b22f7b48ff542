/**
 * Everything that depends on the history of a device: duplicates, order, the detector's state, and the emitted
 * anomalies.
 */
@NullMarked
package io.anomalyradar.pipeline.detect;

import org.jspecify.annotations.NullMarked;
