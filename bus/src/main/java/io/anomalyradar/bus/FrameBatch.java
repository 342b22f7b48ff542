package io.anomalyradar.bus;

import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.topic.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one delivery, accepted and refused. Adds the bounds of a door to those of every frame: the device must
 * not be one of this program's own and must be allowed to the sender, and the time must not be further ahead of this machine's clock than of the
 * broker's. Not thread-safe.
 */
public final class FrameBatch {
    private final @Nullable String idempotencyKey;
    private final long nowMillis;
    private final DoorLimits limits;
    private final Predicate<String> allowed;
    private final BooleanSupplier cancelled;
    private final List<Frame> accepted = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final Map<RefusalCode, Integer> refusals = new EnumMap<>(RefusalCode.class);
    private int seen;
    private int samples;
    private int leftOut;

    /**
     * An empty batch.
     *
     * @param idempotencyKey frame i gets the id "key:i"; null: the frames keep their own ids
     * @param allowed the devices for which the sender may send
     * @param cancelled whether the sender no longer waits for the batch
     */
    FrameBatch(
            @Nullable String idempotencyKey,
            long nowMillis,
            DoorLimits limits,
            Predicate<String> allowed,
            BooleanSupplier cancelled) {
        this.idempotencyKey = idempotencyKey;
        this.nowMillis = nowMillis;
        this.limits = limits;
        this.allowed = allowed;
        this.cancelled = cancelled;
    }

    /** The id that the next frame gets whatever its own is; null: it keeps its own. */
    public @Nullable String nextId() {
        return idempotencyKey == null ? null : idempotencyKey + ":" + seen;
    }

    /**
     * Adds the next frame, or the refused parts of it.
     *
     * @throws BatchException when the batch has more frames, or more refused ones, than it may, or the sender is gone
     */
    public void add(Decoded decoded) {
        require(seen < limits.maxFrames(), BatchException.Reason.TOO_LARGE, () -> tooManyFrames());
        require(!cancelled.getAsBoolean(), BatchException.Reason.CANCELLED, () -> "the sender is gone");
        Frame frame = decoded.frame();
        Refusal reserved = frame == null ? null : refusedHere(frame);
        if (reserved != null) {
            reject(reserved);
        } else {
            decoded.refusals().forEach(this::reject);
            if (frame != null) {
                accepted.add(idempotencyKey == null ? frame : frame.withId(nextId()));
                samples += frame.size();
            }
        }
        seen++;
        require(
                rejected() <= DoorLimits.MAX_REFUSED_FRAMES,
                BatchException.Reason.TOO_MANY_REFUSED,
                () -> "more than " + DoorLimits.MAX_REFUSED_FRAMES + " frames of the body are refused, the last one as "
                        + lastRefusal() + "; nothing of it was accepted: mend what sends it");
    }

    /** The next frame is refused. */
    public void refuse(RefusalCode code, String message) {
        add(Decoded.refused(code, message));
    }

    private static void require(
            boolean holds, BatchException.Reason reason, java.util.function.Supplier<String> message) {
        if (!holds) {
            throw new BatchException(reason, message.get());
        }
    }

    private String tooManyFrames() {
        return "the body has more than " + limits.maxFrames()
                + " frames (server.max-pending-frames is the bound): split it";
    }

    private String lastRefusal() {
        return rejections.isEmpty()
                ? ""
                : rejections.get(rejections.size() - 1).refusal().code().name();
    }

    private @Nullable Refusal refusedHere(Frame frame) {
        if (Topics.isSystem(frame.device())) {
            return Refusal.record(
                    RefusalCode.INVALID_NAME, "device names that begin with '_' are reserved: choose another");
        }
        if (!allowed.test(frame.device())) {
            return Refusal.record(
                    RefusalCode.DEVICE_NOT_ALLOWED, "the key is limited to other devices: use one for this device");
        }
        return frame.timestampMillis() == Frame.NO_TIMESTAMP
                ? null
                : FrameLimits.checkClockSkew(frame.timestampMillis(), nowMillis, limits.maxClockSkewMillis());
    }

    private void reject(Refusal refusal) {
        refusals.merge(refusal.code(), 1, Integer::sum);
        if (rejections.size() < DoorLimits.MAX_LISTED) {
            rejections.add(new Rejection(seen, refusal));
        }
    }

    /** Frames with at least one good sample. */
    public List<Frame> accepted() {
        return Collections.unmodifiableList(accepted);
    }

    /** {@code count} samples have no value for us, as their protocol allows: they are neither accepted nor refused. */
    public void leaveOut(int count) {
        leftOut += count;
    }

    /** Samples without a value. */
    public int leftOut() {
        return leftOut;
    }

    /** One line on what was refused, if anything was: the first reason and the number of refusals. */
    public String partialWrite() {
        int dropped = refusals.values().stream().mapToInt(Integer::intValue).sum();
        return rejections.isEmpty()
                ? ""
                : "partial write: " + rejections.get(0).refusal().message() + " dropped=" + dropped;
    }

    /** Samples of the accepted frames. */
    public int samples() {
        return samples;
    }

    /** Frames of which nothing was accepted. */
    public int rejected() {
        return seen - accepted.size();
    }

    /** The first {@value DoorLimits#MAX_LISTED} refusals of frames and samples. */
    public List<Rejection> rejections() {
        return Collections.unmodifiableList(rejections);
    }

    /** All refusals of frames and samples, by code. */
    public Map<RefusalCode, Integer> refusals() {
        return Collections.unmodifiableMap(refusals);
    }
}
