package io.anomalyradar.history;

/**
 * Event times from {@code fromMillis} (included) to {@code toMillis} (excluded), in epoch milliseconds.
 */
public record TimeRange(long fromMillis, long toMillis) {
    /** All of time. */
    public static final TimeRange ALL = new TimeRange(0, Long.MAX_VALUE);

    public TimeRange {
        if (fromMillis > toMillis) {
            throw new IllegalArgumentException("from must not be after to, were " + fromMillis + " and " + toMillis);
        }
    }
}
