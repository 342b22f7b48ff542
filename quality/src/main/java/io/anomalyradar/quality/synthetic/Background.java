package io.anomalyradar.quality.synthetic;

import java.util.Random;

/**
 * A signal in normal operation, one sample a minute: a cycle (which may be flat) plus noise. Fault sizes are in units
 * of its {@link Kind sigma}, which is 1. Not thread-safe.
 */
final class Background {
    static final int MINUTES_A_DAY = 1_440;
    static final int MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

    private static final double PERSISTENCE = 0.9;
    private static final double DAILY_SWING = 3;
    private static final int PULSE_PERIOD = 60;
    private static final double PULSE_HEIGHT = 8;
    private static final double MEAN_DWELL = 8 * 60;
    private static final double COMES = 1.0 / 60; // per minute
    private static final double GOES = 1.0 / 240;
    private static final int THAT_STAY = 60;
    private static final double COUNT_SIGMA = 2; // √(COMES / GOES)
    private static final double[] REGIME_LEVELS = {0, 6, 15};
    private static final double[] REGIME_SIGMAS = {1, 1.5, 0.7};

    private final Kind kind;
    private final Random random;
    private long minute = -1;
    private double noise;
    private int regime;
    private int things;

    /** The kind of noise; its standard deviation is 1 (in {@link #REGIMES} and {@link #COUNTS}: about 1). */
    enum Kind {
        /** Independent, Gaussian. */
        WHITE("white", 100000),
        /** AR(1) with coefficient 0.9, Gaussian. */
        AUTOCORRELATED("autocorrelated", 200000),
        /** A daily cycle of ±3 with a harmonic, plus white noise. */
        SEASONAL("seasonal", 300000),
        /** Independent, Student's t with 3 degrees of freedom. */
        HEAVY_TAILED("heavy-tailed", 400000),
        /** An asymmetric pulse of height 8 every hour, plus white noise. */
        PERIODIC("periodic", 500000),
        /** Three recurring levels, each with noise of its own, of eight hours' mean duration. */
        REGIMES("regimes", 600000),
        /**
         * An integer count of items: one arrives every hour and stays for four on average (Poisson with mean 4), in
         * addition to 60 that stay.
         */
        COUNTS("counts", 700000);

        private final String shown;
        private final long seed;

        Kind(String shown, long seed) {
            this.shown = shown;
            this.seed = seed;
        }

        String shown() {
            return shown;
        }

        /** The first number of a series; numbers make all series different. */
        long seed() {
            return seed;
        }
    }

    Background(Kind kind, long seed) {
        this.kind = kind;
        this.random = new Random(seed);
        if (kind == Kind.AUTOCORRELATED) {
            noise = random.nextGaussian();
        }
        if (kind == Kind.COUNTS) {
            things = (int) Math.round(COMES / GOES);
        }
    }

    /** Advances to the next minute. */
    void advance() {
        minute++;
        double next = random.nextGaussian();
        switch (kind) {
            case WHITE, SEASONAL, PERIODIC -> noise = next;
            case AUTOCORRELATED -> noise = PERSISTENCE * noise + Math.sqrt(1 - PERSISTENCE * PERSISTENCE) * next;
            case HEAVY_TAILED -> noise = next / Math.sqrt(squares(3)); // t₃ = Z √(3/χ²₃), with variance 3
            case REGIMES -> {
                if (random.nextDouble() < 1 / MEAN_DWELL) {
                    regime = (regime + 1 + random.nextInt(REGIME_LEVELS.length - 1)) % REGIME_LEVELS.length;
                }
                noise = REGIME_SIGMAS[regime] * next;
            }
            case COUNTS -> {
                int gone = 0;
                for (int i = 0; i < things; i++) {
                    gone += random.nextDouble() < GOES ? 1 : 0;
                }
                things += (random.nextDouble() < COMES ? 1 : 0) - gone;
                noise = things / COUNT_SIGMA;
            }
        }
    }

    private double squares(int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double next = random.nextGaussian();
            sum += next * next;
        }
        return sum;
    }

    /** The time of the current sample, in minutes since the start. */
    long minute() {
        return minute;
    }

    /** The periodic part at a minute. */
    double cycle(long at) {
        return switch (kind) {
            case WHITE, AUTOCORRELATED, HEAVY_TAILED -> 0;
            case SEASONAL -> {
                double day = 2 * Math.PI * Math.floorMod(at, (long) MINUTES_A_DAY) / MINUTES_A_DAY;
                yield DAILY_SWING * (0.8 * StrictMath.sin(day) + 0.2 * StrictMath.sin(2 * day));
            }
            case PERIODIC -> pulse(Math.floorMod(at, (long) PULSE_PERIOD));
            case REGIMES -> REGIME_LEVELS[regime];
            case COUNTS -> THAT_STAY / COUNT_SIGMA;
        };
    }

    /** Rises within four minutes, falls within twelve. */
    private static double pulse(long minute) {
        if (minute < 4) {
            return PULSE_HEIGHT * minute / 4.0;
        }
        return minute < 16 ? PULSE_HEIGHT * (16 - minute) / 12.0 : 0;
    }

    /** The noise of the current sample. */
    double noise() {
        return noise;
    }

    /** The current sample, without a fault. */
    double value() {
        return cycle(minute) + noise;
    }

    /** The length of a cycle in minutes; 0 if there is none. */
    int period() {
        return switch (kind) {
            case SEASONAL -> MINUTES_A_DAY;
            case PERIODIC -> PULSE_PERIOD;
            case WHITE, AUTOCORRELATED, HEAVY_TAILED, REGIMES, COUNTS -> 0;
        };
    }
}
