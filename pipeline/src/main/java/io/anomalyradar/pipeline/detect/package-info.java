/** What depends on a device's past: duplicates, order, the detector's state, and the anomalies that are told. */
@NullMarked
package io.anomalyradar.pipeline.detect;

import org.jspecify.annotations.NullMarked;
