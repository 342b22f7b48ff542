package io.anomalyradar.app.host;

/** The increase of a counter per second. */
final class Rate {
    private long lastCount;
    private long lastNanos;
    private boolean started;

    /** Per second since the previous call; 0 at first, and after a reset of the counter. */
    double next(long count, long nanos) {
        long gained = count - lastCount;
        double seconds = (nanos - lastNanos) / 1e9;
        boolean known = started && gained >= 0 && seconds > 0;
        started = true;
        lastCount = count;
        lastNanos = nanos;
        return known ? gained / seconds : 0;
    }
}
