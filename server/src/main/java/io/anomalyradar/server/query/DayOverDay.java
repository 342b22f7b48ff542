package io.anomalyradar.server.query;

import io.anomalyradar.history.Points;
import java.util.Optional;

/**
 * The average of the last 24 hours of a period, and that of the 24 hours before.
 *
 * @param change their difference
 */
record DayOverDay(double average, double before, double change) {
    private static final long DAY_MILLIS = 86_400_000;

    /** Empty: one of the days has no samples. */
    static Optional<DayOverDay> of(Points points, long toMillis) {
        double last = average(points, toMillis - DAY_MILLIS, toMillis);
        double before = average(points, toMillis - 2 * DAY_MILLIS, toMillis - DAY_MILLIS);
        return Double.isNaN(last) || Double.isNaN(before)
                ? Optional.empty()
                : Optional.of(new DayOverDay(last, before, last - before));
    }

    private static double average(Points points, long fromMillis, long toMillis) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < points.size(); i++) {
            long time = points.timesMillis()[i];
            if (time >= fromMillis && time < toMillis) {
                sum += points.values()[i];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
