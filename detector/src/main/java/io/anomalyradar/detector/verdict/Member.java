package io.anomalyradar.detector.verdict;

/** The members of the ensemble that have a say in a score. */
public enum Member {
    /** Far from what is usual at this hour of the day. */
    SEASONAL(0),
    /** The running mean is beyond all it has been. */
    LEVEL(1),
    /** Several samples in a row are beyond what that many in a row have been, or one is below all. */
    SUSTAINED(2),
    /** A window of a shape that is not remembered. */
    SHAPE(3),
    /** The same value for far longer than ever. */
    FLAT_LINE(4),
    /** Far from the long-term level, by long-term sigmas; never alarms by itself. */
    DEVIATION(5);

    private final int place;

    Member(int place) {
        this.place = place;
    }

    /** Its place among the votes. */
    int place() {
        return place;
    }
}
