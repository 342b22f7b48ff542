package io.anomalyradar.model.control;

/**
 * When a change takes effect: for telemetry that the broker appended at least {@value #GRACE_MILLIS} ms after it
 * appended the change. Both times are the broker's, so a replay decides the same way; within the grace period readers
 * receive the change.
 */
public final class EffectiveTime {
    public static final long GRACE_MILLIS = 250;

    private EffectiveTime() {}

    /** The first append time at which a change appended at {@code appendTimeMillis} holds. */
    public static long of(long appendTimeMillis) {
        return appendTimeMillis + GRACE_MILLIS;
    }
}
