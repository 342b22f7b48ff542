package io.anomalyradar.server.promql.engine;

/** A series of a vector with its value at every step. */
@SuppressWarnings("ArrayRecordComponent") // a column, never compared
public record VectorRow(LabelSet labels, double[] values) {

    /** Whether it has a value at this step. */
    public boolean has(int step) {
        return !Missing.is(values[step]);
    }

    boolean isEmpty() {
        for (double value : values) {
            if (!Missing.is(value)) {
                return false;
            }
        }
        return true;
    }
}
