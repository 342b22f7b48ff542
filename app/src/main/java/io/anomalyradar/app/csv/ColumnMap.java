package io.anomalyradar.app.csv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user's description of a file's columns; the rest is detected. A column is given by its name or by its number,
 * counted from 1; a name takes precedence over a number.
 *
 * @param time column of the event time, or null
 * @param device column of the device, or null
 * @param metric column of the metric's name, or null; with it the file has one row per sample
 * @param values columns of values; empty: detected
 * @param ignored columns to ignore
 */
public record ColumnMap(
        @Nullable String time,
        @Nullable String device,
        @Nullable String metric,
        List<String> values,
        List<String> ignored) {
    /** No description: everything is detected. */
    public static final ColumnMap DETECT = new ColumnMap(null, null, null, List.of(), List.of());

    public ColumnMap {
        values = List.copyOf(values);
        ignored = List.copyOf(ignored);
    }

    /**
     * The map described by {@code entries} such as {@code time=datetime}, {@code value=3} or {@code ignore=note};
     * {@code value} and {@code ignore} may be repeated.
     *
     * @throws IllegalArgumentException if an entry has another form
     */
    public static ColumnMap of(List<String> entries) {
        String time = null;
        String device = null;
        String metric = null;
        List<String> values = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            String role = equals < 0 ? "" : entry.substring(0, equals).strip();
            String column = entry.substring(equals + 1).strip();
            switch (role) {
                case "time" -> time = column;
                case "device" -> device = column;
                case "metric" -> metric = column;
                case "value" -> values.add(column);
                case "ignore" -> ignored.add(column);
                default ->
                    throw new IllegalArgumentException("'" + entry
                            + "' is not role=column, where role is time, device, metric, value or ignore and column a"
                            + " name or a number from 1");
            }
        }
        return new ColumnMap(time, device, metric, values, ignored);
    }

    /** This map with the time column at {@code column}, unless that is null. */
    public ColumnMap withTime(@Nullable String column) {
        return column == null ? this : new ColumnMap(column, device, metric, values, ignored);
    }

    /** This map with {@code columns} as the only values, unless they are empty. */
    public ColumnMap withValues(List<String> columns) {
        return columns.isEmpty() ? this : new ColumnMap(time, device, metric, columns, ignored);
    }
}
