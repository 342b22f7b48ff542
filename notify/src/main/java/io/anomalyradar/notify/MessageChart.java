package io.anomalyradar.notify;

import java.util.ArrayList;
import java.util.List;

/**
 * What was measured around the beginning of an alert, for messages.
 *
 * @param metric of the series
 * @param points in the order of time; at least two
 */
public record MessageChart(String metric, List<Point> points) {
    private static final int BARS = 24;
    private static final String LEVELS = "▁▂▃▄▅▆▇█";

    /**
     * One sample, or the mean of several.
     *
     * @param lower NaN, like upper: nothing was expected
     */
    public record Point(long millis, double value, double lower, double upper, boolean unusual) {}

    public MessageChart {
        if (points.size() < 2) {
            throw new IllegalArgumentException("points must be at least two, were " + points.size());
        }
        points = List.copyOf(points);
    }

    /** The values as bars of text, at most {@value #BARS}; of several values in one bar it shows the mean. */
    public String sparkline() {
        List<Double> means = new ArrayList<>();
        int bars = Math.min(BARS, points.size());
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int bar = 0; bar < bars; bar++) {
            double mean = points.subList(bar * points.size() / bars, (bar + 1) * points.size() / bars).stream()
                    .mapToDouble(Point::value)
                    .average()
                    .orElse(0);
            means.add(mean);
            least = Math.min(least, mean);
            most = Math.max(most, mean);
        }
        StringBuilder text = new StringBuilder(bars);
        for (double mean : means) {
            double share = most > least ? (mean - least) / (most - least) : 0;
            text.append(LEVELS.charAt((int) Math.min(LEVELS.length() - 1L, Math.round(share * (LEVELS.length() - 1)))));
        }
        return text.toString();
    }

    /** How much time it covers. */
    long spanMillis() {
        return points.get(points.size() - 1).millis() - points.get(0).millis();
    }
}
