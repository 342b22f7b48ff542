package io.anomalyradar.detector.alarm;

/**
 * How long an alarm keeps others of its series away that are not notably worse: for {@code millis} of the series' own time, and for at least
 * {@code least} and at most {@code most} evaluations, whatever their times are.
 *
 * @param millis at least 0
 * @param least at least 0
 * @param most at least {@code least}; 0 is no hold-off
 */
public record HoldOff(long millis, int least, int most) {

    /** Twelve hours, but no less than 12 and no more than 130 evaluations. */
    public static final HoldOff DEFAULT = new HoldOff(12 * 3_600_000L, 12, 130);

    /** Every unusual evaluation speaks for itself. */
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

    /** Whether it still lasts, for the {@code evaluation}-th evaluation and {@code elapsedMillis} after the alarm. */
    boolean lasts(double evaluation, double elapsedMillis) {
        return evaluation <= least || (evaluation <= most && elapsedMillis < millis);
    }
}
