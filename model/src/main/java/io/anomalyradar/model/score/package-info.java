/** The scores of all samples of a frame, and their Protobuf form (spec/proto/score.proto). */
@NullMarked
package io.anomalyradar.model.score;

import org.jspecify.annotations.NullMarked;
