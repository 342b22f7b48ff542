package io.anomalyradar.quality.interval;

import java.util.Arrays;
import java.util.Locale;

/**
 * A confidence interval.
 *
 * @param lower NaN, like {@code upper}, if there is no interval
 */
public record Interval(double lower, double upper) {
    /** No interval: one unit says nothing about others. */
    public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    /**
     * The interval that holds this share of {@code draws}, with equal tails (percentile bootstrap). NaN draws are
     * left out.
     */
    static Interval of(double[] draws, double share) {
        double[] sorted = Arrays.stream(draws)
                .filter(draw -> !Double.isNaN(draw))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return NONE;
        }
        double tail = (1 - share) / 2;
        int lower = (int) Math.floor(tail * (sorted.length - 1));
        return new Interval(sorted[lower], sorted[sorted.length - 1 - lower]);
    }

    /**
     * The exact interval of the rate of a Poisson process with {@code count} events in {@code exposure}, at 95 %
     * (Garwood 1936): χ² quantiles, by bisection of the Poisson distribution.
     */
    public static Interval ofPoisson(long count, double exposure) {
        if (!(exposure > 0)) {
            return NONE;
        }
        double tail = 0.025;
        double lower = count == 0 ? 0 : mean(count - 1, 1 - tail);
        return new Interval(lower / exposure, mean(count, tail) / exposure);
    }

    /** The mean at which at most {@code count} events have this probability; falls with the mean. */
    private static double mean(long count, double probability) {
        double low = 0;
        double high = count + 10 + 10 * Math.sqrt(count + 1.0);
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (atMost(count, middle) > probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double atMost(long count, double mean) {
        double logTerm = -mean; // of k = 0
        double sum = Math.exp(logTerm);
        for (long k = 1; k <= count; k++) {
            logTerm += Math.log(mean / k);
            sum += Math.exp(logTerm);
        }
        return sum;
    }

    /** Whether the whole interval is above 0. */
    public boolean isAboveZero() {
        return lower > 0;
    }

    /** Whether the whole interval is below 0. */
    public boolean isBelowZero() {
        return upper < 0;
    }

    /** As text, such as {@code 0.31–0.44}; – if there is none. */
    public String shown(int decimals) {
        if (Double.isNaN(lower)) {
            return "–";
        }
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " to " + number, lower, upper);
    }
}
