package io.anomalyradar.detector.verdict;

/** The members of the ensemble that contribute to a score. */
public enum Member {
    /** Far from the usual value at this hour of the day. */
    SEASONAL(0, "seasonal"),
    /** The running mean is beyond all its earlier values. */
    LEVEL(1, "level"),
    /** Several consecutive samples are beyond what as many consecutive samples have been, or one is below all. */
    SUSTAINED(2, "sustained"),
    /** A window with an unknown shape. */
    SHAPE(3, "shape"),
    /** The same value for far longer than ever. */
    FLAT_LINE(4, "flat line"),
    /** Far from the long-term level, in long-term sigmas; never raises an alarm alone. */
    DEVIATION(5, "deviation");

    private final int place;
    private final String word;

    Member(int place, String word) {
        this.place = place;
        this.word = word;
    }

    /** Its display name. */
    public String word() {
        return word;
    }

    /** Its index among the votes. */
    int place() {
        return place;
    }
}
