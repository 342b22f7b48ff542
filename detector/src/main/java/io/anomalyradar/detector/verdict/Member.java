package io.anomalyradar.detector.verdict;

/** The members of the ensemble that have a say in a score. */
public enum Member {
    /** Far from what is usual at this hour of the day. */
    SEASONAL(0, "seasonal"),
    /** The running mean is beyond all it has been. */
    LEVEL(1, "level"),
    /** Several samples in a row are beyond what that many in a row have been, or one is below all. */
    SUSTAINED(2, "sustained"),
    /** A window of a shape that is not remembered. */
    SHAPE(3, "shape"),
    /** The same value for far longer than ever. */
    FLAT_LINE(4, "flat line"),
    /** Far from the long-term level, by long-term sigmas; never alarms by itself. */
    DEVIATION(5, "deviation");

    private final int place;
    private final String word;

    Member(int place, String word) {
        this.place = place;
        this.word = word;
    }

    /** Its name as people read it. */
    public String word() {
        return word;
    }

    /** Its place among the votes. */
    int place() {
        return place;
    }
}
