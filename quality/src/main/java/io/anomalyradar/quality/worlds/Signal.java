package io.anomalyradar.quality.worlds;

import java.util.List;

/**
 * Draws the samples of a series one after another: season, drift, level and noise in sigmas, to which faults add; then
 * values of its kind. Not thread-safe.
 */
final class Signal {
    private static final double DAY_MILLIS = 86_400e3;
    private static final double WEEKEND = 5;
    private static final int HARMONICS = 3;
    private static final double RATE_RANGE = 2; // counts vary by at most e² either way

    private final Chance chance;
    private final Traits traits;
    private final List<WorldFault> faults;
    private final double[] phases = new double[HARMONICS];
    private final double begin; // in days, since the start of a week
    private final double idle; // share of zeros, or of time off
    private final double centre; // of a bounded value
    private final double spread;
    private double noise;
    private double wander;
    private double regime;
    private double total;
    private boolean isOn;
    private double stuckAt = Double.NaN;

    Signal(Chance chance, Traits traits, List<WorldFault> faults) {
        this.chance = chance;
        this.traits = traits;
        this.faults = faults;
        for (int i = 0; i < HARMONICS; i++) {
            phases[i] = chance.uniform(0, 2 * Math.PI);
        }
        this.begin = chance.uniform(0, 7);
        this.idle = chance.uniform(0.5, 0.98);
        this.centre = chance.oneOf(0.0, 5.0, 50.0, 95.0, 100.0);
        this.spread = chance.logUniform(0.3, 15);
        this.total = chance.is(0.5) ? 0 : traits.rate() * chance.logUniform(1, 1e6);
    }

    double[] values() {
        double[] values = new double[traits.samples()];
        for (int i = 0; i < values.length; i++) {
            double value = next(i);
            values[i] = traits.missing() > 0 && chance.is(traits.missing()) ? Double.NaN : value;
        }
        return values;
    }

    private double next(int sample) {
        double value = valueOf(sample, course(sample));
        if (faults.stream().anyMatch(fault -> fault.is(FaultKind.STUCK, sample))) {
            stuckAt = Double.isNaN(stuckAt) ? value : stuckAt;
            return stuckAt;
        }
        stuckAt = Double.NaN;
        return value;
    }

    /** The signal without noise, in sigmas. */
    private double course(int sample) {
        wander += traits.drift() * chance.normal() / Math.sqrt(traits.samples());
        if (traits.regimes() > 0 && chance.is(1 / traits.dwell())) {
            regime = chance.below(3) * traits.regimes();
        }
        return season(sample) + wander + regime;
    }

    private double season(int sample) {
        double day = begin + sample * (traits.step().toMillis() / DAY_MILLIS);
        return switch (traits.season()) {
            case NONE -> 0;
            case DAY -> traits.swing() * cycle(day);
            case WEEK -> traits.swing() * weekday(day);
            case DAY_AND_WEEK -> traits.swing() * (cycle(day) + weekday(day));
            case ODD -> traits.swing() * cycle(sample / traits.oddPeriod());
        };
    }

    private double cycle(double turns) {
        double sum = 0;
        for (int k = 1; k <= HARMONICS; k++) {
            sum += StrictMath.sin(2 * Math.PI * k * turns + phases[k - 1]) / (k * k);
        }
        return sum;
    }

    private static double weekday(double day) {
        return day - 7 * Math.floor(day / 7) < WEEKEND ? 1 : -1;
    }

    private double valueOf(int sample, double course) {
        double rho = traits.persistence();
        double fresh = traits.kind() == Traits.Kind.HEAVY_TAILED ? chance.heavyTailed() : chance.normal();
        noise = rho * noise + Math.sqrt(1 - rho * rho) * fresh;
        double added = 0;
        double louder = 1;
        for (WorldFault fault : faults) {
            added += fault.added(sample);
            louder *= fault.noise(sample);
        }
        boolean isSilent = faults.stream().anyMatch(fault -> fault.is(FaultKind.SILENCE, sample));
        return switch (traits.kind()) {
            case GAUGE, HEAVY_TAILED -> traits.level() + traits.scale() * quantised(course + louder * noise + added);
            case BOUNDED -> Math.max(0, Math.min(100, centre + spread * quantised(course + louder * noise + added)));
            case COUNTS -> isSilent ? 0 : counts(course, added);
            case INTERMITTENT -> intermittent(added);
            case BINARY -> binary();
            case COUNTER -> total(isSilent ? 0 : Math.max(0, 1 + 0.2 * (course / 4 + noise + added)));
        };
    }

    private double quantised(double value) {
        return traits.quantum() > 0 ? traits.quantum() * Math.floor(value / traits.quantum() + 0.5) : value;
    }

    private double counts(double course, double added) {
        double factor = StrictMath.exp(Math.max(-RATE_RANGE, Math.min(RATE_RANGE, 0.3 * course)));
        double rate = traits.rate() * factor;
        return chance.count(Math.max(0, rate + added * Math.max(1, Math.sqrt(rate))));
    }

    private double intermittent(double added) {
        isOn = chance.is(0.2) ? !chance.is(idle) : isOn;
        double value = isOn || added > 0 ? traits.scale() * StrictMath.exp(0.5 * noise) : 0;
        return value * (1 + added);
    }

    private double binary() {
        double mean = 2 + traits.rate() / 10;
        isOn = chance.is(1 / (isOn ? mean * (1 - idle) + 1 : mean)) != isOn;
        return isOn ? 1 : 0;
    }

    private double total(double growth) {
        total = traits.drift() > 0 && chance.is(3.0 / traits.samples()) ? 0 : total;
        total += Math.floor(traits.rate() * 10 * growth + 0.5);
        return total;
    }
}
