package io.anomalyradar.edge.intake;

import io.anomalyradar.edge.buffer.Position;
import io.anomalyradar.model.telemetry.Frame;
import java.util.List;

/**
 * What a source read at once.
 *
 * @param frames at most {@value #MAX_FRAMES}, each with a time
 * @param positions how far the source is read with them
 * @param stored runs once all of it is in the buffer, on the thread of the intake: must be quick
 */
public record FrameDelivery(List<Frame> frames, List<Position> positions, Runnable stored) {
    public static final int MAX_FRAMES = 500;

    /** Frames of a source that cannot be read again. */
    public static FrameDelivery of(List<Frame> frames) {
        return new FrameDelivery(frames, List.of(), () -> {});
    }
}
