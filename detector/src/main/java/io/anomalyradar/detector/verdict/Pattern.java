package io.anomalyradar.detector.verdict;

/** What an unusual stretch of a series looks like. The codes are part of the state format: add, never change. */
public enum Pattern {
    /** Nothing unusual. */
    NONE(0),
    /** Above the band. */
    SPIKE(1),
    /** Below the band. */
    DIP(2),
    /** Beyond the same side of the band for long: the signal has moved to another level. */
    LEVEL_SHIFT(3),
    /** Within the band or about its edge, yet away from the expected value for too long to be chance. */
    DRIFT(4),
    /** A course of the signal that it has not had before, whatever its level. */
    SHAPE(5),
    /** Metrics of a device together are as they have not been, whatever each of them alone. */
    JOINT(6),
    /** The signal scatters more, or less, than it ever has. */
    VARIANCE_CHANGE(7),
    /** The signal swings with a period of its own, as it has not before. */
    OSCILLATION(8),
    /** The very same value for longer than the signal ever stood still. */
    FLAT_LINE(9),
    /** Nothing came for longer than ever before. */
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
