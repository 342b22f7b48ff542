package io.anomalyradar.detector.budget;

import io.anomalyradar.detector.method.Fingerprint;

/**
 * How many alarms are asked for. A device whose metrics are also judged together counts, for that, as one series more.
 *
 * @param alarmsPerWeek anomalies that are to open in a week of the series' own time, in [0, 10⁶]. Above 0 the threshold rises and falls until
 *     that many do, the most unusual ones. 0 asks for none: what reaches the detector's own threshold alarms, yet no more than {@value #CEILING} a
 *     week and series
 * @param scope whose alarms are counted
 * @param fleetSeries how many series share the budget of {@link Scope#FLEET}, at least 1
 * @param prior whether a new series begins with the threshold that others of its metric have come to, where a host knows any
 */
public record BudgetConfig(double alarmsPerWeek, Scope scope, int fleetSeries, boolean prior) {

    /** How many alarms a week a series may raise in the long run when no number is asked for. */
    public static final double CEILING = 4;

    /** No number is asked for. */
    public static final BudgetConfig DEFAULT = new BudgetConfig(0, Scope.SERIES, 1_000);

    /** A budget that begins with what others have come to. */
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

    /** Adds each setting, in order of declaration; {@code prior}, which came later, where it is not as it usually is. */
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(alarmsPerWeek).add(scope.code()).add(fleetSeries);
        if (!prior) {
            fingerprint.add(0);
        }
    }

    /** Whether a number is asked for. */
    public boolean isAsked() {
        return alarmsPerWeek > 0;
    }

    /** What each of so many of a device may spend in a week. */
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

    /** Whose alarms a budget counts. The codes are part of the configuration's identity: add, never change. */
    public enum Scope {
        /** Each series has the budget for itself, and each device for its metrics together. */
        SERIES(0),
        /** The series of a device share it evenly, among them and with its metrics together. */
        DEVICE(1),
        /** All series share it evenly. */
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
