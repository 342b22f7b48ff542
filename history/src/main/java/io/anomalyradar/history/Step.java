package io.anomalyradar.history;

import java.util.Optional;

/** What a row of a series stands for: a sample, or all samples of a stretch of time. */
public enum Step {
    RAW(1),
    MINUTE(60_000),
    HOUR(3_600_000),
    DAY(86_400_000);

    private final long millis;

    Step(long millis) {
        this.millis = millis;
    }

    /** Length of a window; a millisecond for raw samples. */
    public long millis() {
        return millis;
    }

    /** The roll-up whose windows have this length. */
    public static Optional<Step> ofMillis(long millis) {
        for (Step step : values()) {
            if (step != RAW && step.millis == millis) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /** The coarsest whose windows are no longer than this. */
    public static Step within(long millis) {
        Step found = RAW;
        for (Step step : values()) {
            found = step.millis <= millis ? step : found;
        }
        return found;
    }

    /** The coarsest whose windows fill a bucket of this width without a rest, if buckets start at multiples of it. */
    public static Step dividing(long millis) {
        Step found = RAW;
        for (Step step : values()) {
            found = millis % step.millis == 0 ? step : found;
        }
        return found;
    }

    /** The next finer one; of raw samples, raw samples. */
    public Step finer() {
        return switch (this) {
            case RAW, MINUTE -> RAW;
            case HOUR -> MINUTE;
            case DAY -> HOUR;
        };
    }

    /** The start of the window that holds this time. */
    public long start(long timestampMillis) {
        return Math.floorDiv(timestampMillis, millis) * millis;
    }
}
