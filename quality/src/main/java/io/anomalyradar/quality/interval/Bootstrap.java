package io.anomalyradar.quality.interval;

import java.util.Random;

/**
 * The percentile bootstrap over units with a fixed seed. Figures of the same number of units see the same resamples, so
 * differences are paired.
 */
public final class Bootstrap {
    /** The level of all intervals unless another is given. */
    public static final double LEVEL = 0.95;

    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_261_129;

    private Bootstrap() {}

    /** The interval of a figure; none for a single unit. */
    public static Interval of(UnitFigures outcome) {
        return draws(outcome, 0).interval(LEVEL);
    }

    /** The interval of {@code one − other}, which have the same units. */
    public static Interval difference(UnitFigures one, UnitFigures other) {
        return draws(one, 0).minus(draws(other, 0)).interval(LEVEL);
    }

    /**
     * Draws of a figure. A resample without a figure has that of all units.
     *
     * @param stream different streams are independent
     */
    public static Draws draws(UnitFigures outcome, int stream) {
        int units = outcome.units().size();
        Random random = new Random(SEED + stream);
        double whole = outcome.value();
        double[] values = new double[RESAMPLES];
        int[] indices = new int[units];
        for (int draw = 0; draw < RESAMPLES; draw++) {
            for (int i = 0; i < units; i++) {
                indices[i] = random.nextInt(units);
            }
            double value = outcome.valueOf(indices);
            values[draw] = Double.isNaN(value) ? whole : value;
        }
        return new Draws(values, units == 1);
    }
}
