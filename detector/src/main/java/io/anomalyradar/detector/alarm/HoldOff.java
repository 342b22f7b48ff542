package io.anomalyradar.detector.alarm;

/**
 * How long an alarm suppresses others of its series that are not notably worse: for {@code millis} of the series' own
 * time, and for at least {@code least} and at most {@code most} evaluations, whatever their times.
 *
 * @param millis at least 0
 * @param least at least 0
 * @param most at least {@code least}; 0 means no hold-off
 */
public record HoldOff(long millis, int least, int most) {

    /** Twelve hours, but at least 12 and at most 130 evaluations. */
    public static final HoldOff DEFAULT = new HoldOff(12 * 3_600_000L, 12, 130);

    /** No hold-off: every unusual evaluation counts. */
    public static final HoldOff NONE = new HoldOff(0, 0, 0);

    public HoldOff {
        if (millis < 0) {
            throw new IllegalArgumentException("millis must not be negative, was " + millis);
        }
        if (least < 0) {
            throw new IllegalArgumentException("least must not be negative, was " + least);
        }
        if (most < least) {
            throw new IllegalArgumentException("most must be at least " + least + ", was " + most);
        }
    }

    /** Whether the hold-off lasts at the {@code evaluation}-th evaluation, {@code elapsedMillis} after the alarm. */
    boolean lasts(double evaluation, double elapsedMillis) {
        return evaluation <= least || (evaluation <= most && elapsedMillis < millis);
    }
}
