package io.anomalyradar.detector.method;

/**
 * The usual value in each hour of the day (UTC): a {@link CyclicProfile} of 24 parts, {@value #SIZE} numbers in a
 * caller's array, all zeros when new.
 *
 * <p>If samples are minutes apart, the first samples of an hour are compared with the same hour of the previous day,
 * and the following ones increasingly with their neighbours; a shift of the level is learnt within a day. If samples
 * are seconds apart, the profile is a short moving average. In an hour that occurs for the first time, the first four
 * samples are compared with the previous hour. Otherwise they could not be scored at all; on the first day of a series
 * with one sample every five minutes, that would be a third of all samples.
 */
final class DailyProfile {

    private static final long HOUR_MILLIS = 3_600_000;
    private static final int HOURS = 24;

    /** The state size, in numbers. */
    public static final int SIZE = 26;

    private final CyclicProfile profile;

    /** @param rate weight of the newest sample of an hour, in [1/15, 1] */
    public DailyProfile(double rate) {
        this.profile = new CyclicProfile(HOURS, rate);
    }

    /** Whether the hour of {@code timestampMillis}, or the one before, has enough samples for {@link #expected}. */
    public boolean isKnown(double[] state, int offset, long timestampMillis) {
        int hour = hour(timestampMillis);
        return profile.isKnown(state, offset, hour, before(hour));
    }

    /** The usual value at this time. */
    public double expected(double[] state, int offset, long timestampMillis) {
        int hour = hour(timestampMillis);
        return profile.expected(state, offset, hour, before(hour));
    }

    /** Learns a finite {@code x}. */
    public void update(double[] state, int offset, long timestampMillis, double x) {
        profile.update(state, offset, hour(timestampMillis), x);
    }

    private static int hour(long timestampMillis) {
        return (int) (Math.floorMod(timestampMillis, HOURS * HOUR_MILLIS) / HOUR_MILLIS);
    }

    private static int before(int hour) {
        return hour == 0 ? HOURS - 1 : hour - 1;
    }
}
