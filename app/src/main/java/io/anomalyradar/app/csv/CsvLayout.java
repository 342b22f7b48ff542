package io.anomalyradar.app.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a file's columns.
 *
 * @param header whether the first row names the columns
 * @param columns names of all columns; numbered from 1 without a header
 * @param time null: the file has no time, its rows are counted
 * @param device index of the device column, from 0; {@link #NONE}: the file is one device
 * @param metric index of the column with the metric's name (one row per sample); {@link #NONE}: one column per metric
 * @param values the value columns in file order; exactly one if {@code metric} is given
 */
public record CsvLayout(
        char delimiter,
        boolean header,
        List<String> columns,
        @Nullable TimeColumn time,
        int device,
        int metric,
        List<ValueColumn> values) {
    /** No such column. */
    public static final int NONE = -1;

    /** A column of event times. */
    public record TimeColumn(int index, TimeForm form) {}

    /** A column of values of one metric. */
    public record ValueColumn(int index, String metric) {}

    public CsvLayout {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
    }

    /** Whether a row is one sample and names its metric. */
    public boolean isLong() {
        return metric != NONE;
    }

    /** The metrics that a row has one cell for. */
    public List<String> metrics() {
        return values.stream().map(ValueColumn::metric).toList();
    }

    /** The detected layout, in one line for people. */
    public String described() {
        StringBuilder text = new StringBuilder();
        text.append(header ? "header" : "no header").append(", delimiter ");
        text.append(delimiter == '\t' ? "tab" : "'" + delimiter + "'");
        text.append(", time ")
                .append(time == null ? "none (rows counted)" : columns.get(time.index()) + " (" + time.form() + ")");
        if (device != NONE) {
            text.append(", device ").append(columns.get(device));
        }
        if (metric != NONE) {
            text.append(", metric ").append(columns.get(metric));
        }
        return text.append(", values ").append(String.join(" ", metrics())).toString();
    }
}
