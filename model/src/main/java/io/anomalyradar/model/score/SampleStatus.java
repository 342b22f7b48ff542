package io.anomalyradar.model.score;

/** What became of a sample; the ordinal is its number in spec/proto/score.proto. */
public enum SampleStatus {
    /** Learnt, not judged: the detector has seen too few samples. */
    WARM_UP,
    NORMAL,
    /** Outside what was expected, not (yet) an anomaly. */
    UNUSUAL,
    /** Part of an open anomaly. */
    ALARM,
    /** Earlier than the series' last sample: stored, neither scored nor learnt. */
    LATE;

    private static final SampleStatus[] VALUES = values();

    /** The status numbered {@code number} on the wire. */
    static SampleStatus numbered(long number) {
        if (number < 0 || number >= VALUES.length) {
            throw new IllegalArgumentException("no sample status has number " + number);
        }
        return VALUES[(int) number];
    }
}
