/** Refused data with its original bytes, and its Protobuf form (spec/proto/deadletter.proto). */
@NullMarked
package io.anomalyradar.model.deadletter;

import org.jspecify.annotations.NullMarked;
