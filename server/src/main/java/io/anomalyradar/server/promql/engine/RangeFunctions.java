package io.anomalyradar.server.promql.engine;

import io.anomalyradar.server.promql.engine.SampleReader.Use;
import io.anomalyradar.server.promql.syntax.PromFunction;

/** Functions of the samples [from, to) of a track. */
final class RangeFunctions {
    private RangeFunctions() {}

    /**
     * The stretch of a track that a function is given.
     *
     * @param endMillis of the range; its start is {@code rangeMillis} before
     * @param parameter the function's scalar argument; 0 if it has none
     */
    record Stretch(Track track, int from, int to, long endMillis, long rangeMillis, double parameter) {
        int size() {
            return to - from;
        }

        double value(int index) {
            return track.values()[from + index];
        }

        long time(int index) {
            return track.times()[from + index];
        }
    }

    static Use use(PromFunction function) {
        return switch (function) {
            case RATE, INCREASE, IRATE -> Use.COUNTER;
            case DELTA, IDELTA, DERIV, PREDICT_LINEAR, LAST_OVER_TIME, PRESENT_OVER_TIME, ABSENT_OVER_TIME -> Use.LEVEL;
            case AVG_OVER_TIME, MIN_OVER_TIME, MAX_OVER_TIME, SUM_OVER_TIME, COUNT_OVER_TIME -> Use.TOTAL;
            default -> Use.EACH;
        };
    }

    /** The function's value; missing if there are too few samples. The stretch has one at least. */
    static double apply(PromFunction function, Stretch stretch) {
        return switch (function) {
            case RATE -> stretch.size() < 2 ? Missing.VALUE : extrapolated(stretch, true) / (stretch.rangeMillis / 1e3);
            case INCREASE -> extrapolated(stretch, true);
            case DELTA -> extrapolated(stretch, false);
            case IRATE -> instant(stretch, true);
            case IDELTA -> instant(stretch, false);
            case DERIV -> line(stretch, stretch.time(0), true);
            case PREDICT_LINEAR -> predicted(stretch);
            case RESETS -> falls(stretch);
            case CHANGES -> changes(stretch);
            case LAST_OVER_TIME -> stretch.value(stretch.size() - 1);
            case PRESENT_OVER_TIME, ABSENT_OVER_TIME -> 1;
            case QUANTILE_OVER_TIME -> {
                double[] values = java.util.Arrays.copyOfRange(stretch.track.values(), stretch.from, stretch.to);
                yield Scalars.quantile(stretch.parameter, values, values.length);
            }
            case STDVAR_OVER_TIME -> variance(stretch);
            case STDDEV_OVER_TIME -> Math.sqrt(variance(stretch));
            default -> Totals.apply(function, stretch);
        };
    }

    /** Functions that windows answer exactly. */
    static final class Totals {
        private Totals() {}

        static double apply(PromFunction function, Stretch stretch) {
            Track track = stretch.track;
            Track.Windows windows = track.windows();
            double[] values = track.values();
            return switch (function) {
                case SUM_OVER_TIME -> sum(windows == null ? values : windows.sum(), stretch);
                case COUNT_OVER_TIME -> windows == null ? stretch.size() : sum(windows.count(), stretch);
                case AVG_OVER_TIME ->
                    windows == null ? average(stretch) : sum(windows.sum(), stretch) / sum(windows.count(), stretch);
                case MIN_OVER_TIME -> extreme(windows == null ? values : windows.minimum(), stretch, -1);
                case MAX_OVER_TIME -> extreme(windows == null ? values : windows.maximum(), stretch, 1);
                default -> throw new IllegalArgumentException("function is not of ranges: " + function);
            };
        }

        private static double sum(double[] numbers, Stretch stretch) {
            double sum = 0;
            double lost = 0;
            for (int i = stretch.from; i < stretch.to; i++) { // Neumaier
                double next = sum + numbers[i];
                if (Double.isInfinite(next)) {
                    lost = 0;
                } else {
                    lost += Math.abs(sum) >= Math.abs(numbers[i])
                            ? (sum - next) + numbers[i]
                            : (numbers[i] - next) + sum;
                }
                sum = next;
            }
            return Double.isInfinite(sum) ? sum : sum + lost;
        }

        private static double average(Stretch stretch) {
            double sum = sum(stretch.track.values(), stretch);
            if (!Double.isInfinite(sum)) {
                return sum / stretch.size();
            }
            double mean = 0; // the sum is too large, its parts need not be
            for (int i = 0; i < stretch.size(); i++) {
                mean += stretch.value(i) / stretch.size();
            }
            return mean;
        }

        private static double extreme(double[] numbers, Stretch stretch, int sign) {
            double found = numbers[stretch.from];
            for (int i = stretch.from; i < stretch.to; i++) {
                if (numbers[i] * sign > found * sign || Double.isNaN(found)) {
                    found = numbers[i];
                }
            }
            return found;
        }
    }

    /**
     * The change over the range: that of its samples, extended to the ends of the range if they are near, otherwise by
     * half an interval; a counter is not extended below zero.
     */
    private static double extrapolated(Stretch stretch, boolean isCounter) {
        int last = stretch.size() - 1;
        if (last < 1) {
            return Missing.VALUE;
        }
        double change = stretch.value(last) - stretch.value(0);
        if (isCounter) {
            for (int i = 1; i <= last; i++) {
                change += stretch.value(i) < stretch.value(i - 1) ? stretch.value(i - 1) : 0;
            }
        }
        double toStart = (stretch.time(0) - (stretch.endMillis - stretch.rangeMillis)) / 1e3;
        double toEnd = (stretch.endMillis - stretch.time(last)) / 1e3;
        double sampled = (stretch.time(last) - stretch.time(0)) / 1e3;
        double interval = sampled / last;
        if (isCounter && change > 0 && stretch.value(0) >= 0) {
            toStart = Math.min(toStart, sampled * (stretch.value(0) / change));
        }
        double near = interval * 1.1;
        double extended = sampled + (toStart < near ? toStart : interval / 2) + (toEnd < near ? toEnd : interval / 2);
        return change * (extended / sampled);
    }

    private static double instant(Stretch stretch, boolean isRate) {
        int last = stretch.size() - 1;
        if (last < 1) {
            return Missing.VALUE;
        }
        double newest = stretch.value(last);
        double before = stretch.value(last - 1);
        if (!isRate) {
            return newest - before;
        }
        return (newest < before ? newest : newest - before) / ((stretch.time(last) - stretch.time(last - 1)) / 1e3);
    }

    private static double predicted(Stretch stretch) {
        if (stretch.size() < 2) {
            return Missing.VALUE;
        }
        return line(stretch, stretch.endMillis, true) * stretch.parameter + line(stretch, stretch.endMillis, false);
    }

    /** The least-squares line: its slope in 1/s, or its value at a time. */
    private static double line(Stretch stretch, long originMillis, boolean slope) {
        int n = stretch.size();
        if (n < 2) {
            return Missing.VALUE;
        }
        double first = stretch.value(0);
        boolean constant = true;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < n; i++) {
            constant &= stretch.value(i) == first;
            sumX += (stretch.time(i) - originMillis) / 1e3;
            sumY += stretch.value(i);
        }
        if (constant) {
            return Double.isInfinite(first) ? Double.NaN : slope ? 0 : first;
        }
        double meanX = sumX / n;
        double meanY = sumY / n;
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < n; i++) {
            double x = (stretch.time(i) - originMillis) / 1e3 - meanX;
            covariance += x * (stretch.value(i) - meanY);
            variance += x * x;
        }
        double rise = covariance / variance;
        return slope ? rise : meanY - rise * meanX;
    }

    private static double falls(Stretch stretch) {
        int falls = 0;
        for (int i = 1; i < stretch.size(); i++) {
            falls += stretch.value(i) < stretch.value(i - 1) ? 1 : 0;
        }
        return falls;
    }

    private static double changes(Stretch stretch) {
        int changes = 0;
        for (int i = 1; i < stretch.size(); i++) {
            double now = stretch.value(i);
            double before = stretch.value(i - 1);
            changes += now != before && !(Double.isNaN(now) && Double.isNaN(before)) ? 1 : 0;
        }
        return changes;
    }

    /** Welford's. */
    private static double variance(Stretch stretch) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < stretch.size(); i++) {
            double difference = stretch.value(i) - mean;
            mean += difference / (i + 1);
            squares += difference * (stretch.value(i) - mean);
        }
        return squares / stretch.size();
    }
}
