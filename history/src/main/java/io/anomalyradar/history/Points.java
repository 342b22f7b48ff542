package io.anomalyradar.history;

/**
 * One number of each sample of a series, as columns of equal length, in order of time. Of several samples with the same
 * time it has the one that arrived last.
 */
@SuppressWarnings("ArrayRecordComponent") // columns, never compared; the reader may keep them
public record Points(long[] timesMillis, double[] values) {
    /** A series without samples. */
    public static final Points NONE = new Points(new long[0], new double[0]);

    public Points {
        if (timesMillis.length != values.length) {
            throw new IllegalArgumentException(
                    "timesMillis and values must have one length, were " + timesMillis.length + ", " + values.length);
        }
    }

    public int size() {
        return values.length;
    }
}
