package io.anomalyradar.app.csv;

import io.anomalyradar.app.csv.CsvLayout.TimeColumn;
import io.anomalyradar.app.csv.CsvLayout.ValueColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Determines the meaning of each column of a file: by the user's description, otherwise by the column's name, otherwise
 * by the content of its first cells. Columns of labels are ignored, so that no detector sees the labels.
 */
final class LayoutDetector {
    private static final List<String> TIME_NAMES = List.of("timestamp", "datetime", "time", "ts", "date", "row");
    private static final List<String> DEVICE_NAMES =
            List.of("device", "device_id", "host", "hostname", "machine", "sensor", "sensor_id");
    private static final List<String> METRIC_NAMES = List.of("metric", "metric_name", "signal", "tag", "variable");
    private static final List<String> LABEL_NAMES =
            List.of("anomaly", "changepoint", "label", "is_anomaly", "anomaly_label");
    private static final String VALUE = "value";

    private final CsvFile file;
    private final CsvHead head;
    private final ColumnMap map;
    private final boolean header;
    private final List<String> columns;
    private final Set<Integer> used = new HashSet<>();

    private LayoutDetector(CsvFile file, CsvHead head, CsvOptions options) {
        this.file = file;
        this.head = head;
        this.map = options.columns();
        this.header = switch (options.header()) {
            case DETECT -> head.hasHeader();
            case PRESENT -> true;
            case ABSENT -> false;
        };
        this.columns = names(head.rows().get(0), header);
    }

    /**
     * The layout of {@code file}.
     *
     * @throws IOException if it cannot be detected, or a column that the user names does not exist
     */
    static CsvLayout detect(CsvFile file, CsvHead head, CsvOptions options) throws IOException {
        return new LayoutDetector(file, head, options).detect();
    }

    private static List<String> names(List<String> firstRow, boolean header) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < firstRow.size(); i++) {
            String name = header ? firstRow.get(i).strip() : "";
            String unique = name.isEmpty() ? "column" + (i + 1) : name;
            for (int again = 2; names.contains(unique); again++) {
                unique = name + "_" + again;
            }
            names.add(unique);
        }
        return names;
    }

    private CsvLayout detect() throws IOException {
        for (String ignored : map.ignored()) {
            used.add(indexOf(ignored));
        }
        List<Integer> given = new ArrayList<>();
        for (String value : map.values()) {
            given.add(take(indexOf(value)));
        }
        TimeColumn time = time();
        int device = column(map.device(), DEVICE_NAMES);
        int metric = column(map.metric(), METRIC_NAMES);
        if (!header && isUnnamedLongForm(time, device, metric)) {
            device = take(1);
            metric = take(2);
        }
        List<Integer> values = given.isEmpty() ? numericColumns() : given;
        if (metric != CsvLayout.NONE) {
            values = List.of(valueOfLongForm(values));
        }
        if (values.isEmpty()) {
            throw new IOException(file.path() + ": no column of numbers among " + columns
                    + "; name the values with --column-map value=…");
        }
        return new CsvLayout(head.delimiter(), header, columns, time, device, metric, valueColumns(values));
    }

    private List<ValueColumn> valueColumns(List<Integer> values) {
        boolean unnamed = !header && values.size() == 1;
        return values.stream()
                .map(index -> new ValueColumn(index, unnamed ? VALUE : columns.get(index)))
                .toList();
    }

    private @Nullable TimeColumn time() throws IOException {
        if (map.time() != null) {
            return timeColumn(take(indexOf(map.time())));
        }
        int notUnderstood = CsvLayout.NONE;
        for (String name : header ? TIME_NAMES : List.<String>of()) {
            int named = unused(name);
            if (named != CsvLayout.NONE && isTime(named)) {
                return timeColumn(take(named));
            }
            notUnderstood = named == CsvLayout.NONE ? notUnderstood : named;
        }
        if (notUnderstood != CsvLayout.NONE) {
            return timeColumn(notUnderstood);
        }
        for (int i = 0; i < columns.size(); i++) {
            List<String> cells = head.column(i, header);
            if (!used.contains(i) && !cells.isEmpty() && cells.stream().allMatch(Cells::isTime)) {
                return new TimeColumn(take(i), TimeForm.ISO);
            }
        }
        return columns.size() > 1 && !used.contains(0) ? countingFirstColumn() : null;
    }

    private boolean isTime(int index) {
        List<String> cells = head.column(index, header);
        return cells.isEmpty() || TimeForm.of(cells) != null;
    }

    private TimeColumn timeColumn(int index) throws IOException {
        List<String> cells = head.column(index, header);
        TimeForm form = cells.isEmpty() ? TimeForm.ISO : TimeForm.of(cells);
        if (form == null) {
            throw new IOException(file.path() + ": column '" + columns.get(index) + "' holds '" + cells.get(0)
                    + "', which is no time: ISO-8601, epoch seconds to nanoseconds and row numbers are understood;"
                    + " name another with --column-map time=…");
        }
        return new TimeColumn(index, form);
    }

    /** The first column as time, if its numbers never decrease and are epoch times, or row numbers without a gap. */
    private @Nullable TimeColumn countingFirstColumn() {
        List<String> cells = head.column(0, header);
        TimeForm form = TimeForm.of(cells);
        if (form == null || form == TimeForm.ISO || cells.size() < 2) {
            return null;
        }
        boolean rows = form == TimeForm.ROW_NUMBER;
        double last = Cells.number(cells.get(0), head.delimiter());
        for (String cell : cells.subList(1, cells.size())) {
            double number = Cells.number(cell, head.delimiter());
            if (!(number >= last) || (rows && number != last + 1)) {
                return null;
            }
            last = number;
        }
        return new TimeColumn(take(0), form);
    }

    private boolean isUnnamedLongForm(@Nullable TimeColumn time, int device, int metric) {
        return time != null
                && time.index() == 0
                && device == CsvLayout.NONE
                && metric == CsvLayout.NONE
                && columns.size() == 4
                && isText(1)
                && isText(2)
                && isNumeric(3);
    }

    private int valueOfLongForm(List<Integer> candidates) throws IOException {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        for (int candidate : candidates) {
            if (columns.get(candidate).equalsIgnoreCase(VALUE)) {
                return candidate;
            }
        }
        throw new IOException(file.path() + ": which column holds the value of a metric? Candidates among " + columns
                + ": " + candidates.size() + "; say it with --column-map value=…");
    }

    /** Unused columns that hold a number, or no value so far; except those of labels. */
    private List<Integer> numericColumns() {
        List<Integer> numeric = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            boolean label = header && LABEL_NAMES.contains(columns.get(i).toLowerCase(Locale.ROOT));
            if (!label && !used.contains(i) && isNumeric(i)) {
                numeric.add(i);
            }
        }
        return numeric;
    }

    private boolean isNumeric(int index) {
        List<String> cells = head.column(index, header);
        return cells.isEmpty() || cells.stream().anyMatch(cell -> Cells.isNumber(cell, head.delimiter()));
    }

    private boolean isText(int index) {
        List<String> cells = head.column(index, header);
        return !cells.isEmpty() && cells.stream().noneMatch(cell -> Cells.isNumber(cell, head.delimiter()));
    }

    private int column(@Nullable String given, List<String> usualNames) throws IOException {
        if (given != null) {
            return take(indexOf(given));
        }
        for (String name : header ? usualNames : List.<String>of()) {
            int named = unused(name);
            if (named != CsvLayout.NONE) {
                return take(named);
            }
        }
        return CsvLayout.NONE;
    }

    private int unused(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (!used.contains(i) && columns.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return CsvLayout.NONE;
    }

    private int take(int index) {
        used.add(index);
        return index;
    }

    private int indexOf(String nameOrNumber) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equals(nameOrNumber)) {
                return i;
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsIgnoreCase(nameOrNumber)
                    || String.valueOf(i + 1).equals(nameOrNumber)) {
                return i;
            }
        }
        throw new IOException(file.path() + ": there is no column '" + nameOrNumber + "'; the columns are " + columns);
    }
}
