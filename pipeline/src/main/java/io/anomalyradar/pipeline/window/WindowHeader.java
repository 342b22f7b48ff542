package io.anomalyradar.pipeline.window;

/**
 * When records of a device arrived, its timers, and the number of its series. Mutable; one thread at a time. Age is
 * measured in append time; the wall clock only determines idleness.
 */
final class WindowHeader {
    /** Means "no timer is set". */
    static final long NO_TIMER = Long.MIN_VALUE;

    private long lastArrivalMillis = Long.MIN_VALUE;
    private long lastSeenMillis;
    private long ageTimerMillis = NO_TIMER;
    private long idleTimerMillis = NO_TIMER;
    private int series;

    /** A copy that shares nothing mutable with this one. */
    WindowHeader copy() {
        WindowHeader copy = new WindowHeader();
        copy.arrived(lastArrivalMillis, lastSeenMillis);
        copy.ageTimerMillis = ageTimerMillis;
        copy.idleTimerMillis = idleTimerMillis;
        copy.series = series;
        return copy;
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

    /** The number of series of the device. */
    int series() {
        return series;
    }

    void series(int count) {
        series = count;
    }
}
