package io.anomalyradar.bus;

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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The items of one delivery, frames or events, accepted and refused. Adds the bounds of a door to those of every item:
 * the device (or key) must not be one of this program's own and must be allowed to the sender, and the time must not be
 * further ahead of this machine's clock than of the broker's. Not thread-safe.
 */
public abstract sealed class Batch<T> permits FrameBatch, EventBatch {
    private final @Nullable String idempotencyKey;
    private final long nowMillis;
    private final DoorLimits limits;
    private final Predicate<String> allowed;
    private final BooleanSupplier cancelled;
    private final List<T> accepted = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final Map<RefusalCode, Integer> refusals = new EnumMap<>(RefusalCode.class);
    private int seen;
    private int leftOut;

    /**
     * An empty batch.
     *
     * @param idempotencyKey item i gets the id "key:i"; null: the items keep their own ids
     * @param allowed the devices and keys for which the sender may send
     * @param cancelled whether the sender no longer waits for the batch
     */
    Batch(
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

    /** The id that the next item gets whatever its own is; null: it keeps its own. */
    public final @Nullable String nextId() {
        return idempotencyKey == null ? null : idempotencyKey + ":" + seen;
    }

    /**
     * Adds the next item, or the refused parts of it.
     *
     * @param item null: nothing of it is valid
     * @param refused why parts of it, or all of it, were refused
     * @param reserved why this door refuses it as a whole
     */
    final void add(@Nullable T item, List<Refusal> refused, @Nullable Refusal reserved) {
        require(seen < limits.maxFrames(), BatchException.Reason.TOO_LARGE, this::tooMany);
        require(!cancelled.getAsBoolean(), BatchException.Reason.CANCELLED, () -> "the sender is gone");
        if (reserved != null) {
            reject(reserved);
        } else {
            refused.forEach(this::reject);
            if (item != null) {
                accepted.add(item);
            }
        }
        seen++;
        require(
                rejected() <= DoorLimits.MAX_REFUSED_FRAMES,
                BatchException.Reason.TOO_MANY_REFUSED,
                () -> "more than " + DoorLimits.MAX_REFUSED_FRAMES + " frames of the body are refused, the last one as "
                        + lastRefusal() + "; nothing of it was accepted: mend what sends it");
    }

    /** The next item is refused. */
    public final void refuse(RefusalCode code, String message) {
        add(null, List.of(Refusal.record(code, message)), null);
    }

    private static void require(boolean holds, BatchException.Reason reason, Supplier<String> message) {
        if (!holds) {
            throw new BatchException(reason, message.get());
        }
    }

    private String tooMany() {
        return "the body has more than " + limits.maxFrames()
                + " frames (server.max-pending-frames is the bound): split it";
    }

    private String lastRefusal() {
        return rejections.isEmpty()
                ? ""
                : rejections.get(rejections.size() - 1).refusal().code().name();
    }

    /**
     * Why this door refuses an item of {@code name}; null if it does not.
     *
     * @param timestampMillis null: not given
     */
    final @Nullable Refusal refusedHere(String name, @Nullable Long timestampMillis) {
        if (Topics.isSystem(name)) {
            return Refusal.record(
                    RefusalCode.INVALID_NAME, "device names that begin with '_' are reserved: choose another");
        }
        if (!allowed.test(name)) {
            return Refusal.record(
                    RefusalCode.DEVICE_NOT_ALLOWED, "the key is limited to other devices: use one for this device");
        }
        return timestampMillis == null
                ? null
                : FrameLimits.checkClockSkew(timestampMillis, nowMillis, limits.maxClockSkewMillis());
    }

    private void reject(Refusal refusal) {
        refusals.merge(refusal.code(), 1, Integer::sum);
        if (rejections.size() < DoorLimits.MAX_LISTED) {
            rejections.add(new Rejection(seen, refusal));
        }
    }

    /** Items of which at least a part is valid. */
    public final List<T> accepted() {
        return Collections.unmodifiableList(accepted);
    }

    /** {@code count} samples have no value for us, as their protocol allows: they are neither accepted nor refused. */
    public final void leaveOut(int count) {
        leftOut += count;
    }

    /** Samples without a value. */
    public final int leftOut() {
        return leftOut;
    }

    /** One line on what was refused, if anything was: the first reason and the number of refusals. */
    public final String partialWrite() {
        int dropped = refusals.values().stream().mapToInt(Integer::intValue).sum();
        return rejections.isEmpty()
                ? ""
                : "partial write: " + rejections.get(0).refusal().message() + " dropped=" + dropped;
    }

    /** Samples of the accepted frames, or the accepted events. */
    public abstract int samples();

    /** Items of which nothing was accepted. */
    public final int rejected() {
        return seen - accepted.size();
    }

    /** The first {@value DoorLimits#MAX_LISTED} refusals of items and samples. */
    public final List<Rejection> rejections() {
        return Collections.unmodifiableList(rejections);
    }

    /** All refusals of items and samples, by code. */
    public final Map<RefusalCode, Integer> refusals() {
        return Collections.unmodifiableMap(refusals);
    }
}
