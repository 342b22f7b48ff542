package io.anomalyradar.detector.method;

/**
 * The usual value in each hour of the week (UTC, from Thursday, like the epoch), or in the hour of the day until that
 * is known: {@value #SIZE} numbers in a caller's array, all zeros when new.
 *
 * <p>A mean for each day of the week and hour costs 182 numbers, and takes a week to learn; until then the
 * {@link DailyProfile} is used. O(1).
 */
final class WeeklyProfile {

    private static final long HOUR_MILLIS = 3_600_000;
    private static final int HOURS = 168;
    private static final int WEEKLY = DailyProfile.SIZE;
    private static final int FIRST = WEEKLY + 182; // time of the first sample
    private static final int COUNT = FIRST + 1;

    /** The state size, in numbers. */
    public static final int SIZE = COUNT + 1;

    private final DailyProfile daily;
    private final CyclicProfile weekly;

    /** @param rate weight of the newest sample of an hour, in [1/15, 1] */
    public WeeklyProfile(double rate) {
        this.daily = new DailyProfile(rate);
        this.weekly = new CyclicProfile(HOURS, rate);
    }

    /** Whether there are enough samples at this time for {@link #expected}. */
    public boolean isKnown(double[] state, int offset, long timestampMillis) {
        return hasWeek(state, offset, timestampMillis) || daily.isKnown(state, offset, timestampMillis);
    }

    /** The usual value at this time. */
    public double expected(double[] state, int offset, long timestampMillis) {
        return hasWeek(state, offset, timestampMillis)
                ? weekly.expected(state, offset + WEEKLY, bin(timestampMillis))
                : daily.expected(state, offset, timestampMillis);
    }

    /** Whether this hour of the week occurred in an earlier week. */
    boolean hasWeek(double[] state, int offset, long timestampMillis) {
        return timestampMillis - state[offset + FIRST] >= HOURS * HOUR_MILLIS
                && weekly.isKnown(state, offset + WEEKLY, bin(timestampMillis));
    }

    /** Learns a finite {@code x}. */
    public void update(double[] state, int offset, long timestampMillis, double x) {
        if (state[offset + COUNT] == 0) {
            state[offset + COUNT] = 1;
            state[offset + FIRST] = timestampMillis;
        }
        daily.update(state, offset, timestampMillis, x);
        weekly.update(state, offset + WEEKLY, bin(timestampMillis), x);
    }

    private static int bin(long timestampMillis) {
        return (int) (Math.floorMod(timestampMillis, HOURS * HOUR_MILLIS) / HOUR_MILLIS);
    }
}
