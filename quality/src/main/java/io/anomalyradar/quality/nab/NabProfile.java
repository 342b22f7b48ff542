package io.anomalyradar.quality.nab;

/**
 * The gain of a found window and the cost of a missed window or a false alert to an application: NAB's three profiles.
 */
public enum NabProfile {
    STANDARD("standard", 1, 0.11),
    LOW_FALSE_POSITIVES("low FP", 1, 0.22),
    LOW_FALSE_NEGATIVES("low FN", 2, 0.11);

    private final String shown;
    private final double missed;
    private final double falseAlert;

    NabProfile(String shown, double missed, double falseAlert) {
        this.shown = shown;
        this.missed = missed;
        this.falseAlert = falseAlert;
    }

    /** Its name in tables. */
    public String shown() {
        return shown;
    }

    /**
     * The raw score of a detector that gains {@code gain} in windows (at most 1 each), misses {@code misses} of them,
     * and whose false alerts add up to {@code falseWorth} (at least −1 each).
     */
    double worth(double gain, int misses, double falseWorth) {
        return gain - missed * misses + falseAlert * falseWorth;
    }

    /**
     * {@code worth}, scaled so that no alerts give 0 and finding all {@code windows} at once gives 100; NaN if there is
     * no window.
     */
    double normalised(double worth, int findable, int windows) {
        double silence = -missed * findable;
        double perfection = windows;
        return perfection > silence ? 100 * (worth - silence) / (perfection - silence) : Double.NaN;
    }
}
