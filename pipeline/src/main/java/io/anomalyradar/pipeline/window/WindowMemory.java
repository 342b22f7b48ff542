package io.anomalyradar.pipeline.window;

import io.anomalyradar.detector.aggregate.DeviceWindows;

/**
 * The windows of one device that are open or may still be needed, and its timers. Mutable; one thread at a time. Its
 * age is measured in append time; the wall clock only determines idleness.
 */
final class WindowMemory {
    /** Means "no timer is set". */
    static final long NO_TIMER = Long.MIN_VALUE;

    private final SeriesTable series;
    private final DeviceWindows windows;
    private long lastArrivalMillis = Long.MIN_VALUE;
    private long lastSeenMillis;
    private long ageTimerMillis = NO_TIMER;
    private long idleTimerMillis = NO_TIMER;
    private String damage = ""; // until it is reported; not part of the state

    WindowMemory(SeriesTable series, DeviceWindows windows) {
        this.series = series;
        this.windows = windows;
    }

    /** A copy that shares nothing mutable with this one. */
    WindowMemory copy() {
        WindowMemory copy = new WindowMemory(series.copy(), windows.copy());
        copy.arrived(lastArrivalMillis, lastSeenMillis);
        copy.ageTimerMillis = ageTimerMillis;
        copy.idleTimerMillis = idleTimerMillis;
        copy.damage = damage;
        return copy;
    }

    SeriesTable series() {
        return series;
    }

    DeviceWindows windows() {
        return windows;
    }

    /** Append time of the newest record. */
    long lastArrivalMillis() {
        return lastArrivalMillis;
    }

    /** When it arrived here, by the wall clock. */
    long lastSeenMillis() {
        return lastSeenMillis;
    }

    void arrived(long appendTimeMillis, long wallClockMillis) {
        lastArrivalMillis = Math.max(lastArrivalMillis, appendTimeMillis);
        lastSeenMillis = wallClockMillis;
    }

    boolean isOlderThan(long ttlMillis, long nowMillis) {
        return nowMillis - lastArrivalMillis > ttlMillis;
    }

    /**
     * Why the windows in the checkpoint could not be read, so that these are empty; usually empty, because they could.
     */
    String damage() {
        return damage;
    }

    void damage(String reason) {
        damage = reason;
    }

    /** When the event-time timer that evicts the device fires; or {@link #NO_TIMER}. */
    long ageTimerMillis() {
        return ageTimerMillis;
    }

    void ageTimerMillis(long millis) {
        ageTimerMillis = millis;
    }

    /** When the processing-time timer that emits open windows early fires; or {@link #NO_TIMER}. */
    long idleTimerMillis() {
        return idleTimerMillis;
    }

    void idleTimerMillis(long millis) {
        idleTimerMillis = millis;
    }
}
