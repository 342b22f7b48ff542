package io.anomalyradar.quality.worlds;

import java.time.Duration;

/**
 * What a series looks like in normal operation, drawn from wide priors.
 *
 * @param step the sampling interval, from 4 ms to a day
 * @param samples length of the series
 * @param kind what its values are
 * @param season which seasons it has
 * @param oddPeriod the period of {@link Season#ODD}, in samples
 * @param swing amplitude of each season, in sigmas of the noise
 * @param persistence of the noise: the coefficient of an AR(1)
 * @param drift how far the level wanders over the series, in sigmas
 * @param regimes distance between recurring levels, in sigmas; 0: one level
 * @param dwell mean duration of a level, in samples
 * @param quantum the values are multiples of it, in sigmas; 0: any value
 * @param missing share of samples that are missing
 * @param level of the values, in units
 * @param scale of the noise, in units
 * @param rate of counts, or the mean of durations in samples
 */
record Traits(
        Duration step,
        int samples,
        Kind kind,
        Season season,
        double oddPeriod,
        double swing,
        double persistence,
        double drift,
        double regimes,
        double dwell,
        double quantum,
        double missing,
        double level,
        double scale,
        double rate) {
    private static final Duration[] STEPS = {
        Duration.ofMillis(4),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofDays(1)
    };

    /** What values are. */
    enum Kind {
        /** Any number, normal noise. */
        GAUGE,
        /** Any number, heavy tails. */
        HEAVY_TAILED,
        /** Events per interval. */
        COUNTS,
        /** A percentage, often at one of its ends. */
        BOUNDED,
        /** Mostly 0. */
        INTERMITTENT,
        /** 0 or 1. */
        BINARY,
        /** A total that grows, and sometimes begins again. */
        COUNTER
    }

    /** Seasons. */
    enum Season {
        NONE,
        DAY,
        WEEK,
        DAY_AND_WEEK,
        /** A period that no calendar knows. */
        ODD
    }

    /** Draws a series. */
    static Traits draw(Chance chance) {
        Duration step = chance.oneOf(STEPS);
        boolean isDaily = step.equals(Duration.ofDays(1));
        return draw(chance, step, (int) (isDaily ? chance.logUniform(400, 1500) : chance.logUniform(3_000, 20_000)));
    }

    /** Draws a series with this sampling interval and length. */
    static Traits draw(Chance chance, Duration step, int samples) {
        double scale = chance.logUniform(1e-3, 1e6);
        return new Traits(
                step,
                samples,
                chance.is(0.3) ? Kind.GAUGE : chance.oneOf(Kind.values()),
                chance.oneOf(Season.values()),
                chance.logUniform(12, 600),
                chance.logUniform(0.5, 10),
                chance.oneOf(0.0, 0.0, 0.5, 0.9, 0.98),
                chance.is(0.3) ? chance.uniform(1, 6) : 0,
                chance.is(0.2) ? chance.uniform(3, 12) : 0,
                samples / chance.logUniform(8, 80),
                chance.is(0.3) ? chance.logUniform(0.1, 3) : 0,
                chance.is(0.3) ? chance.logUniform(0.001, 0.05) : 0,
                chance.is(0.3) ? 0 : scale * chance.logUniform(1, 1e4),
                scale,
                chance.logUniform(0.05, 300));
    }

    /** The same for another number of samples: it wanders as fast, and changes its level as often. */
    Traits lasting(int others) {
        return new Traits(
                step,
                others,
                kind,
                season,
                oddPeriod,
                swing,
                persistence,
                drift * Math.sqrt((double) others / samples),
                regimes,
                dwell,
                quantum,
                missing,
                level,
                scale,
                rate);
    }

    /** The faults that such a series can have. */
    FaultKind[] faults() {
        return switch (kind) {
            case GAUGE, HEAVY_TAILED, BOUNDED ->
                new FaultKind[] {
                    FaultKind.SPIKE, FaultKind.DIP, FaultKind.SHIFT, FaultKind.DRIFT, FaultKind.NOISE, FaultKind.STUCK
                };
            case COUNTS -> new FaultKind[] {FaultKind.SPIKE, FaultKind.SHIFT, FaultKind.DRIFT, FaultKind.SILENCE};
            case INTERMITTENT -> new FaultKind[] {FaultKind.SPIKE, FaultKind.SHIFT};
            case BINARY -> new FaultKind[] {FaultKind.STUCK};
            case COUNTER -> new FaultKind[] {FaultKind.SHIFT, FaultKind.SILENCE};
        };
    }
}
