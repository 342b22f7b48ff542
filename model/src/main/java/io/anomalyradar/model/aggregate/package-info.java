/** Windowed statistics of series, and their Protobuf form (spec/proto/aggregate.proto). */
@NullMarked
package io.anomalyradar.model.aggregate;

import org.jspecify.annotations.NullMarked;
