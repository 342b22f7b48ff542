package io.anomalyradar.app.csv;

import io.anomalyradar.model.telemetry.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One row of data.
 *
 * @param line line of the file on which the row starts, from 1
 * @param time the time cell, unchanged; the row's number from 0 if the file has no time
 * @param timestampMillis event time, or {@link Frame#NO_TIMESTAMP} if the cell is not a time
 * @param device null if the row names none
 * @param metrics names; the array is shared between rows and must not be changed
 * @param values {@code values[i]} belongs to {@code metrics[i]}; NaN: no sample
 */
@SuppressWarnings("ArrayRecordComponent") // columnar like Frame; rows are never compared
public record CsvRow(
        long line, String time, long timestampMillis, @Nullable String device, String[] metrics, double[] values) {

    /** Whether the row has an event time. */
    public boolean isTimed() {
        return timestampMillis != Frame.NO_TIMESTAMP;
    }

    /** The number of samples in the row. */
    public int samples() {
        int samples = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                samples++;
            }
        }
        return samples;
    }

    /** The row's samples as a frame of {@code sender}; null if there are none. */
    public @Nullable Frame frame(String sender) {
        int samples = samples();
        if (samples == 0) {
            return null;
        }
        if (samples == values.length) {
            return Frame.of(sender, timestampMillis, metrics, values);
        }
        String[] names = new String[samples];
        double[] kept = new double[samples];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                names[next] = metrics[i];
                kept[next++] = values[i];
            }
        }
        return Frame.of(sender, timestampMillis, names, kept);
    }
}
