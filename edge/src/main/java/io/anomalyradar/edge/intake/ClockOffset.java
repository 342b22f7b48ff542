package io.anomalyradar.edge.intake;

/**
 * By how much the clock of one device differs from the gateway's, measured on what it sends: arrival minus its own time.
 * Transport only ever adds to that, so the least of a number of measurements is the best of them.
 *
 * <p>A time ahead of the gateway's proves a wrong clock at once. A time in the past may also mean that the device was
 * disconnected and sends what it kept; then the difference shrinks as it catches up. It counts as a wrong clock only when
 * it stays the same within the tolerance over {@value #MEASUREMENTS} messages and {@value #SPAN_MILLIS} ms. Not
 * thread-safe.
 */
final class ClockOffset {
    private static final int MEASUREMENTS = 16;
    private static final long SPAN_MILLIS = 10_000;

    private final long toleranceMillis;
    private long offsetMillis;
    private long least;
    private long most;
    private long sinceMillis;
    private int count;

    ClockOffset(long toleranceMillis) {
        this.toleranceMillis = toleranceMillis;
    }

    /** Measures with a message, and returns what is to be added to its time: 0 within the tolerance. */
    long measure(long deviceMillis, long arrivalMillis) {
        long difference = arrivalMillis - deviceMillis;
        if (count == 0 || Math.max(most, difference) - Math.min(least, difference) > toleranceMillis) {
            least = difference;
            most = difference;
            sinceMillis = arrivalMillis;
            count = 0;
            offsetMillis = 0;
        }
        least = Math.min(least, difference);
        most = Math.max(most, difference);
        count++;
        boolean steady = count >= MEASUREMENTS && arrivalMillis - sinceMillis >= SPAN_MILLIS;
        if (steady || least < 0) {
            offsetMillis = least;
        }
        return Math.abs(offsetMillis) > toleranceMillis ? offsetMillis : 0;
    }
}
