package io.anomalyradar.model.score;

/** What became of a sample (spec/proto/score.proto). */
public enum SampleStatus {
    /** Learnt, not judged: the detector has seen too few samples. */
    WARM_UP(0),
    NORMAL(1),
    /** Outside what was expected, not (yet) an anomaly. */
    UNUSUAL(2),
    /** Part of an open anomaly. */
    ALARM(3),
    /** Earlier than the series' last sample: stored, neither scored nor learnt. */
    LATE(4);

    private static final SampleStatus[] BY_NUMBER = {WARM_UP, NORMAL, UNUSUAL, ALARM, LATE};

    private final int number;

    SampleStatus(int number) {
        this.number = number;
    }

    /** The number that stands for this status on the wire and in stores. */
    public int number() {
        return number;
    }

    /**
     * The status that {@code number} stands for.
     *
     * @throws IllegalArgumentException when it stands for none
     */
    public static SampleStatus numbered(long number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new IllegalArgumentException("no sample status has number " + number);
        }
        return BY_NUMBER[(int) number];
    }
}
