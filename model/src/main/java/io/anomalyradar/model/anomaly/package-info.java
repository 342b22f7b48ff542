/** A run of unusual samples, as emitted to stores and people, and its JSON form (spec/proto/anomaly.proto). */
@NullMarked
package io.anomalyradar.model.anomaly;

import org.jspecify.annotations.NullMarked;
