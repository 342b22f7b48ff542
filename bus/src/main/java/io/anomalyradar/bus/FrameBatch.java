package io.anomalyradar.bus;

import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.Refusal;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The frames of one delivery, accepted and refused. Not thread-safe. */
public final class FrameBatch extends Batch<Frame> {
    private int samples;

    /** An empty batch; see {@link Batch}. */
    FrameBatch(
            @Nullable String idempotencyKey,
            long nowMillis,
            DoorLimits limits,
            Predicate<String> allowed,
            BooleanSupplier cancelled) {
        super(idempotencyKey, nowMillis, limits, allowed, cancelled);
    }

    /**
     * Adds the next frame, or the refused parts of it.
     *
     * @throws BatchException when the batch has more frames, or more refused ones, than it may, or the sender is gone
     */
    public void add(Decoded decoded) {
        Frame frame = decoded.frame();
        if (frame == null) {
            add(null, decoded.refusals(), null);
            return;
        }
        long time = frame.timestampMillis();
        Refusal reserved = refusedHere(frame.device(), time == Frame.NO_TIMESTAMP ? null : time);
        String id = nextId();
        add(id == null ? frame : frame.withId(id), decoded.refusals(), reserved);
        samples += reserved == null ? frame.size() : 0;
    }

    @Override
    public int samples() {
        return samples;
    }
}
