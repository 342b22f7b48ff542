package io.anomalyradar.detector.verdict;

/** The members of the default detector that contribute to a score. */
public enum Member {
    /** The error of the prediction of one sample. */
    SAMPLE(0, "sample"),
    /** The mean of several samples is away from what is usual. */
    SPAN(1, "several samples"),
    /** The errors are larger than ever. */
    SPREAD(2, "spread"),
    /** The same value for longer than ever. */
    RUN(3, "run of equal values");

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
