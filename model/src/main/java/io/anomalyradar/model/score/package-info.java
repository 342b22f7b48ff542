/** What the detector says of every sample of a frame, and its Protobuf form (spec/proto/score.proto). */
@NullMarked
package io.anomalyradar.model.score;

import org.jspecify.annotations.NullMarked;
