package io.anomalyradar.detector.verdict;

/**
 * The pattern of an unusual part of a series. The codes are part of the state format: add new ones, never change
 * existing ones.
 */
public enum Pattern {
    /** Nothing unusual. */
    NONE(0),
    /** Above the band. */
    SPIKE(1),
    /** Below the band. */
    DIP(2),
    /** Beyond the same side of the band for a long time: the signal has moved to another level. */
    LEVEL_SHIFT(3),
    /** Inside the band or near its edge, but away from the expected value for too long to be random. */
    DRIFT(4),
    /** A waveform that is new for the signal, at any level. */
    SHAPE(5),
    /** The combination of the metrics of a device is new, even if each metric alone is usual. */
    JOINT(6),
    /** The spread of the signal is larger, or smaller, than ever. */
    VARIANCE_CHANGE(7),
    /** The signal oscillates with a period that is new for it. */
    OSCILLATION(8),
    /** Exactly the same value for longer than ever. */
    FLAT_LINE(9),
    /** No samples for longer than ever. */
    GAP(10);

    private static final Pattern[] BY_CODE = values();

    private final int code;

    Pattern(int code) {
        this.code = code;
    }

    /** Its number in the state. */
    public int code() {
        return code;
    }

    /** The highest code. */
    public static int last() {
        return BY_CODE.length - 1;
    }

    /** The pattern of this code. */
    public static Pattern of(int code) {
        return BY_CODE[code];
    }
}
