package io.anomalyradar.app.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a file's columns.
 *
 * @param header whether a row names the columns
 * @param columns names of all columns; numbered from 1 without a header
 * @param time null: the file has no time, its rows are counted
 * @param device index of the device column, from 0; {@link #NONE}: the file is one device
 * @param metric indexes of the columns that make the metric's name together (one row per sample); empty: one column
 *     per metric
 * @param values the value columns in file order; exactly one if {@code metric} is given
 * @param newestFirst whether the rows go back in time
 * @param fixed columns that would name a device or metric, and always hold the same text so far
 * @param notes what was left out and why, for people
 */
public record CsvLayout(
        char delimiter,
        boolean header,
        List<String> columns,
        @Nullable TimeColumn time,
        int device,
        List<Integer> metric,
        List<ValueColumn> values,
        boolean newestFirst,
        List<FixedColumn> fixed,
        List<String> notes) {
    /** No such column. */
    public static final int NONE = -1;

    /**
     * A column of event times.
     *
     * @param clock index of the column with the time of day, if the date has a column of its own; else {@link #NONE}
     */
    public record TimeColumn(int index, int clock, TimeForm form) {
        /** Date and time in one column. */
        public TimeColumn(int index, TimeForm form) {
            this(index, NONE, form);
        }
    }

    /**
     * A column of values of one metric.
     *
     * @param style of its numbers
     * @param words numbers for the words of a switch, in lower case; empty: it holds numbers
     */
    public record ValueColumn(int index, String metric, NumberStyle style, Map<String, Double> words) {}

    /** A column that always holds {@code text}. */
    public record FixedColumn(int index, String text) {}

    public CsvLayout {
        columns = List.copyOf(columns);
        metric = List.copyOf(metric);
        values = List.copyOf(values);
        fixed = List.copyOf(fixed);
        notes = List.copyOf(notes);
    }

    /** Whether a row is one sample and names its metric. */
    public boolean isLong() {
        return !metric.isEmpty();
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
        text.append(", time ").append(time == null ? "none (rows counted)" : described(time));
        if (newestFirst) {
            text.append(", newest first (read from its end)");
        }
        if (device != NONE) {
            text.append(", device ").append(columns.get(device));
        }
        if (isLong()) {
            text.append(", metric ").append(metric.stream().map(columns::get).collect(Collectors.joining("+")));
        }
        text.append(", values ")
                .append(values.stream().map(CsvLayout::described).collect(Collectors.joining(" ")));
        for (String note : notes) {
            text.append("; ").append(note);
        }
        return text.toString();
    }

    private String described(TimeColumn column) {
        List<String> names = new ArrayList<>(List.of(columns.get(column.index())));
        if (column.clock() != NONE) {
            names.add(columns.get(column.clock()));
        }
        return String.join("+", names) + " (" + column.form() + ")";
    }

    private static String described(ValueColumn column) {
        if (!column.words().isEmpty()) {
            return column.metric() + " ("
                    + String.join("/", column.words().keySet().stream().sorted().toList()) + ")";
        }
        return column.metric() + (column.style() == NumberStyle.COMMA ? " (decimal comma)" : "");
    }
}
