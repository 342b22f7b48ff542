package io.anomalyradar.detector;

/**
 * The status of a sample. The numbers are part of the wire format and of stores: add new ones, never change existing
 * ones.
 */
public enum SampleStatus {
    /** Learnt but not scored: the series has not had {@link DetectorConfig#warmUp()} samples yet. */
    WARM_UP(0),
    /** Scored, and normal. */
    NORMAL(1),
    /** Scored as unusual, but no anomaly is open (yet). */
    UNUSUAL(2),
    /** Scored while an anomaly of the series is open, this sample included. */
    ALARM(3),
    /** Earlier than the newest sample of its series: neither scored nor learnt. */
    LATE(4);

    private static final SampleStatus[] BY_NUMBER = values();

    private final int number;

    SampleStatus(int number) {
        this.number = number;
    }

    /** The number of this status on the wire and in stores. */
    public int number() {
        return number;
    }

    /**
     * The status with this number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SampleStatus numbered(long number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new IllegalArgumentException("no sample status has number " + number);
        }
        return BY_NUMBER[(int) number];
    }
}
