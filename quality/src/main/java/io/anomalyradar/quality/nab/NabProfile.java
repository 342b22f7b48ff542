package io.anomalyradar.quality.nab;

/** What an application gains by a found window and loses by a missed one or by a false alert: NAB's three profiles. */
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
     * What a detector is worth that gained {@code gain} in windows (at most 1 each), missed {@code misses} of them, and whose false
     * alerts add up to {@code falseWorth} (at least −1 each).
     */
    double worth(double gain, int misses, double falseWorth) {
        return gain - missed * misses + falseAlert * falseWorth;
    }

    /** {@code worth} on the scale on which silence is 0 and perfection, all of {@code windows} found at once, is 100; NaN without a window. */
    double normalised(double worth, int findable, int windows) {
        double silence = -missed * findable;
        double perfection = windows;
        return perfection > silence ? 100 * (worth - silence) / (perfection - silence) : Double.NaN;
    }
}
