package io.anomalyradar.detector.calibration;

import io.anomalyradar.detector.method.Fingerprint;

/**
 * The alarm budget. A device whose metrics are also scored together counts as one more series.
 *
 * @param alarmsPerWeek the number of anomalies to open per week of the series' own time, in [0, 10⁶]. Above 0, the
 *     threshold rises and falls until that many open, the most unusual ones. 0 means no configured number: what reaches
 *     the detector's own threshold raises an alarm, but at most {@value #CEILING} per week and series; the default
 *     detector's own threshold is that of {@value #FALSE_A_WEEK} false alarms per week
 * @param scope whose alarms are counted
 * @param fleetSeries how many series share the budget of {@link Scope#FLEET}, at least 1
 * @param prior whether a new series starts with the threshold that its metric has reached on other devices, if the host
 *     knows one
 */
public record BudgetConfig(double alarmsPerWeek, Scope scope, int fleetSeries, boolean prior) {

    /** How many alarms per week a series may raise in the long run if no number is configured. */
    public static final double CEILING = 4;

    /** How many false alarms per week a calibrated detector raises in normal operation if no number is configured. */
    public static final double FALSE_A_WEEK = 0.05;

    /** No configured number. */
    public static final BudgetConfig DEFAULT = new BudgetConfig(0, Scope.SERIES, 1_000);

    /** A budget with a prior from other devices. */
    public BudgetConfig(double alarmsPerWeek, Scope scope, int fleetSeries) {
        this(alarmsPerWeek, scope, fleetSeries, true);
    }

    public BudgetConfig {
        if (!(alarmsPerWeek >= 0 && alarmsPerWeek <= 1e6)) { // negated so that NaN is rejected
            throw new IllegalArgumentException("alarmsPerWeek must be in [0, 1e6], was " + alarmsPerWeek);
        }
        if (fleetSeries < 1) {
            throw new IllegalArgumentException("fleetSeries must be at least 1, was " + fleetSeries);
        }
    }

    /**
     * Adds each setting, in order of declaration; {@code prior}, which was added later, only if it differs from its
     * default.
     */
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(alarmsPerWeek).add(scope.code()).add(fleetSeries);
        if (!prior) {
            fingerprint.add(0);
        }
    }

    /** Whether a number is configured. */
    public boolean isAsked() {
        return alarmsPerWeek > 0;
    }

    /** The weekly budget of each of this many sharers of a device. */
    double each(int sharers) {
        if (!isAsked()) {
            return CEILING;
        }
        return switch (scope) {
            case SERIES -> alarmsPerWeek;
            case DEVICE -> alarmsPerWeek / sharers;
            case FLEET -> alarmsPerWeek / fleetSeries;
        };
    }

    /**
     * The scope of an alarm budget. The codes are part of the configuration's identity: add new ones, never change
     * existing ones.
     */
    public enum Scope {
        /** Each series has the full budget, and so has each device for its metrics together. */
        SERIES(0),
        /** The series of a device and its metrics together share the budget evenly. */
        DEVICE(1),
        /** All series share the budget evenly. */
        FLEET(2);

        private final int code;

        Scope(int code) {
            this.code = code;
        }

        /** Its number in the configuration's identity. */
        public int code() {
            return code;
        }
    }
}
