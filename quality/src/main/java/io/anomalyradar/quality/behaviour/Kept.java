package io.anomalyradar.quality.behaviour;

/** How many expectations are kept, of how many; counts can be summed over series. */
public record Kept(int reported, int toReport, int quiet, int toBeQuiet, int bounds, int bounded) {
    /** All zero. */
    public static final Kept NONE = new Kept(0, 0, 0, 0, 0, 0);

    /** The sum of both. */
    public Kept plus(Kept other) {
        return new Kept(
                reported + other.reported,
                toReport + other.toReport,
                quiet + other.quiet,
                toBeQuiet + other.toBeQuiet,
                bounds + other.bounds,
                bounded + other.bounded);
    }

    /** Expectations kept. */
    public int kept() {
        return reported + quiet + bounds;
    }

    /** Expectations. */
    public int wanted() {
        return toReport + toBeQuiet + bounded;
    }

    /** The share kept of all; NaN if nothing is expected. */
    public double share() {
        return kept() / (double) wanted();
    }
}
