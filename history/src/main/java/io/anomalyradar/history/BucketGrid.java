package io.anomalyradar.history;

/**
 * Where buckets lie.
 *
 * @param widthMillis a multiple of the step
 */
public record BucketGrid(Step step, long originMillis, long widthMillis) {

    /** At most {@code points} buckets from the window of the first to that of the last time. */
    static BucketGrid of(Step step, long firstMillis, long lastMillis, int points) {
        long origin = step.start(firstMillis);
        long steps = (lastMillis - origin) / step.millis() + 1;
        return new BucketGrid(step, origin, (steps + points - 1) / points * step.millis());
    }
}
