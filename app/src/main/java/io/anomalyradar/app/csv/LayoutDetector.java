package io.anomalyradar.app.csv;

import io.anomalyradar.app.csv.CsvLayout.FixedColumn;
import io.anomalyradar.app.csv.CsvLayout.TimeColumn;
import io.anomalyradar.app.csv.CsvLayout.ValueColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Determines the meaning of each column of a file: by the user's description, otherwise by the column's name, otherwise
 * by the content of its first cells. Columns of labels are ignored, so that no detector sees the labels. What is left
 * out is noted with the reason.
 */
final class LayoutDetector {
    private static final String VALUE = "value";

    private final CsvFile file;
    private final char delimiter;
    private final CsvFrame frame;
    private final CsvOptions options;
    private final ColumnMap map;
    private final TimeSearch times;
    private final NumberStyles styles;
    private final Set<Integer> used = new HashSet<>();
    private final List<FixedColumn> fixed = new ArrayList<>();
    private final List<String> notes;

    private LayoutDetector(CsvFile file, char delimiter, CsvFrame frame, CsvOptions options) {
        this.file = file;
        this.delimiter = delimiter;
        this.frame = frame;
        this.options = options;
        this.map = options.columns();
        this.times = new TimeSearch(file, delimiter, frame, options);
        this.styles = new NumberStyles(file, delimiter, frame, options);
        this.notes = new ArrayList<>(frame.notes());
    }

    /**
     * The layout of the table {@code frame} of {@code file}.
     *
     * @throws IOException if it cannot be detected, or a column that the user names does not exist
     */
    static CsvLayout detect(CsvFile file, char delimiter, CsvFrame frame, CsvOptions options) throws IOException {
        return new LayoutDetector(file, delimiter, frame, options).detect();
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
        int device = device();
        List<Integer> metric = new ArrayList<>(metric());
        if (!frame.header() && isUnnamedLongForm(time, device, metric)) {
            device = take(1);
            metric.add(take(2));
        }
        List<Integer> values = given.isEmpty() ? valueColumns() : given;
        if (metric.isEmpty() && frame.annotated()) {
            metric.addAll(influxTags(device));
        }
        SeriesLabels labels = new SeriesLabels(frame, time, used, values.size() == 1);
        device = labels.device(device);
        metric.addAll(labels.metric(device, metric));
        boolean valueOnly =
                values.size() == 1 && RoleNames.isValue(frame.columns().get(values.get(0)));
        fixed.addAll(labels.fixed(valueOnly));
        if (!metric.isEmpty()) {
            values = List.of(valueOfLongForm(values));
        }
        if (values.isEmpty()) {
            throw new IOException(file.path() + ": no column of numbers among " + frame.columns()
                    + "; name the values with --column-map value=…");
        }
        noteLeftOut(values);
        List<ValueColumn> columns = columns(values, time);
        return new CsvLayout(
                delimiter,
                frame.header(),
                frame.columns(),
                time,
                device,
                metric,
                columns,
                isNewestFirst(time),
                fixed,
                notes);
    }

    private List<ValueColumn> columns(List<Integer> values, @Nullable TimeColumn time) throws IOException {
        boolean unnamed = !frame.header() && values.size() == 1;
        List<ValueColumn> columns = new ArrayList<>();
        NumberStyle all = styles.ofAll(values);
        for (int index : values) {
            List<String> cells = frame.column(index);
            Map<String, Double> words = Words.switchOf(cells);
            NumberStyle style = words == null ? styles.of(index, all, time) : NumberStyle.POINT;
            String name = unnamed ? VALUE : frame.columns().get(index);
            columns.add(new ValueColumn(index, name, style, words == null ? Map.of() : words));
        }
        return columns;
    }

    private @Nullable TimeColumn time() throws IOException {
        TimeColumn time;
        if (map.time() != null) {
            int both = map.time().indexOf('+');
            boolean two = both > 0 && !frame.columns().contains(map.time());
            int index = take(indexOf(two ? map.time().substring(0, both) : map.time()));
            time = times.at(index, used);
            if (two) {
                time = new TimeColumn(index, indexOf(map.time().substring(both + 1)), time.form());
            }
        } else {
            time = times.find(used);
        }
        if (time != null) {
            used.add(time.index());
            used.add(time.clock());
        }
        return time;
    }

    private int device() throws IOException {
        if (map.device() != null) {
            return take(indexOf(map.device()));
        }
        for (int i = 0; frame.header() && i < frame.width(); i++) {
            if (!used.contains(i)
                    && frame.named().get(i)
                    && RoleNames.isDevice(frame.columns().get(i))
                    && namesThings(i)) {
                return take(i);
            }
        }
        return CsvLayout.NONE;
    }

    /** Whether the column holds texts, or few different whole numbers beside which there are other numbers. */
    private boolean namesThings(int index) {
        List<String> cells = frame.column(index);
        if (cells.isEmpty()) {
            return false;
        }
        if (!isNumeric(index)) {
            return true;
        }
        boolean whole = cells.stream().allMatch(cell -> cell.strip().matches("\\d{1,18}"));
        boolean id = RoleNames.plain(frame.columns().get(index)).matches(".*(?:id|number|no|serial|mpan|imei)");
        boolean others = false;
        for (int i = 0; i < frame.width(); i++) {
            others |= i != index && !used.contains(i) && isNumeric(i);
        }
        long distinct = cells.stream().distinct().count();
        return whole && others && (id || distinct == 1 || distinct * 4 <= cells.size());
    }

    private List<Integer> metric() throws IOException {
        if (map.metric() != null) {
            List<Integer> columns = new ArrayList<>();
            for (String part : frame.columns().contains(map.metric())
                    ? List.of(map.metric())
                    : List.of(map.metric().split("\\+"))) {
                columns.add(take(indexOf(part)));
            }
            return columns;
        }
        for (int i = 0; frame.header() && !frame.annotated() && i < frame.width(); i++) {
            boolean text = !used.contains(i) && isText(i);
            if (text && RoleNames.isMetric(frame.columns().get(i)) && hasLongValue() && varies(i)) {
                return List.of(take(i));
            }
        }
        return List.of();
    }

    private boolean varies(int index) {
        List<String> cells = frame.column(index);
        return cells.size() < 2
                || cells.stream().distinct().count() > 1
                || !RoleNames.plain(frame.columns().get(index)).startsWith("obis");
    }

    /** Whether there is a column for the value of a metric that another column names. */
    private boolean hasLongValue() {
        long numeric = valueColumns().size();
        return numeric == 1
                || valueColumns().stream()
                        .anyMatch(i -> RoleNames.isValue(frame.columns().get(i)));
    }

    /** InfluxDB names a series by its measurement, its field and its tags. */
    private List<Integer> influxTags(int device) {
        List<Integer> parts = new ArrayList<>();
        for (String name : List.of("_measurement", "_field")) {
            int index = frame.columns().indexOf(name);
            if (index >= 0 && !used.contains(index)) {
                parts.add(take(index));
            }
        }
        for (int i = 0; i < frame.width(); i++) {
            boolean tag = frame.named().get(i) && !frame.columns().get(i).startsWith("_") && isText(i);
            if (tag
                    && i != device
                    && !used.contains(i)
                    && !frame.columns().get(i).equals("result")) {
                parts.add(take(i));
            }
        }
        return parts;
    }

    private boolean isUnnamedLongForm(@Nullable TimeColumn time, int device, List<Integer> metric) {
        return time != null
                && time.index() == 0
                && device == CsvLayout.NONE
                && metric.isEmpty()
                && frame.width() == 4
                && isText(1)
                && isText(2)
                && isNumeric(3);
    }

    private int valueOfLongForm(List<Integer> candidates) throws IOException {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        for (int candidate : candidates) {
            if (RoleNames.isValue(frame.columns().get(candidate))) {
                return candidate;
            }
        }
        throw new IOException(file.path() + ": which column holds the value of a metric? Candidates among "
                + frame.columns() + ": " + candidates.size() + "; say it with --column-map value=…");
    }

    /** Unused columns that hold numbers, or no value so far; except those of labels and row numbers. */
    private List<Integer> valueColumns() {
        List<Integer> numeric = new ArrayList<>();
        for (int i = 0; i < frame.width(); i++) {
            if (!used.contains(i) && whyNoValue(i) == null) {
                numeric.add(i);
            }
        }
        return numeric;
    }

    /** Why the column is not one of values; null if it is one. */
    private @Nullable String whyNoValue(int index) {
        String name = frame.columns().get(index);
        List<String> cells = frame.column(index);
        boolean named = frame.named().get(index);
        if (frame.header() && RoleNames.isLabel(name)) {
            return "labels";
        }
        if (frame.annotated()
                && (name.equals("table")
                        || name.equals("result")
                        || name.equals("_start")
                        || name.equals("_stop")
                        || !named)) {
            return "InfluxDB's own";
        }
        if (cells.isEmpty()) {
            return named || !frame.header() ? null : "empty";
        }
        if (frame.header()
                && index == 0
                && (!named || RoleNames.isRowNumber(name))
                && frame.width() > 2
                && isCounting(cells)) {
            return "row numbers";
        }
        if (isNumeric(index) || Words.switchOf(cells) != null) {
            return null;
        }
        if (cells.stream().allMatch(Cells::isTimeOrClock)) {
            return "another time";
        }
        return "text such as '" + shortened(cells.get(0)) + "'";
    }

    private static boolean isCounting(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String first = cells.get(0).strip();
            if (!first.matches("\\d{1,9}")
                    || !cells.get(i).strip().equals(Integer.toString(Integer.parseInt(first) + i))) {
                return false;
            }
        }
        return cells.size() > 1;
    }

    private static String shortened(String cell) {
        return cell.length() <= 20
                ? cell.strip()
                : cell.strip().substring(0, Math.min(20, cell.strip().length())) + "…";
    }

    /** At least half of the cells with a value are numbers. */
    private boolean isNumeric(int index) {
        List<String> cells = frame.column(index);
        long numbers = cells.stream().filter(NumberStyle::isNumberInAny).count();
        return !cells.isEmpty() && numbers * 2 >= cells.size();
    }

    private boolean isText(int index) {
        List<String> cells = frame.column(index);
        return !cells.isEmpty() && cells.stream().noneMatch(NumberStyle::isNumberInAny);
    }

    private void noteLeftOut(List<Integer> values) throws IOException {
        List<String> left = new ArrayList<>();
        for (String ignored : map.ignored()) {
            left.add(frame.columns().get(indexOf(ignored)) + " (as told)");
        }
        for (int i = 0; i < frame.width(); i++) {
            if (!used.contains(i) && !values.contains(i)) {
                left.add(frame.columns().get(i) + " ("
                        + Objects.requireNonNullElse(whyNoValue(i), "not named as a value") + ")");
            }
        }
        if (!left.isEmpty()) {
            notes.add("left out: " + String.join(", ", left));
        }
    }

    private boolean isNewestFirst(@Nullable TimeColumn time) {
        if (time == null || time.form() == TimeForm.ROW_NUMBER) {
            return false;
        }
        RowClock clock = new RowClock(time.form(), styles.ofTime(time), options, true);
        long before = Long.MAX_VALUE;
        int steps = 0;
        for (List<String> row : frame.rows()) {
            if (row.size() <= Math.max(time.index(), time.clock())) {
                continue;
            }
            long millis = time.clock() == CsvLayout.NONE
                    ? clock.millis(row.get(time.index()).strip())
                    : clock.millis(row.get(time.index()), row.get(time.clock()));
            if (millis == io.anomalyradar.model.telemetry.Frame.NO_TIMESTAMP) {
                continue;
            }
            if (millis > before) {
                return false;
            }
            steps += before != Long.MAX_VALUE && millis < before ? 1 : 0;
            before = millis;
        }
        return steps > 1;
    }

    private int take(int index) {
        used.add(index);
        return index;
    }

    private int indexOf(String nameOrNumber) throws IOException {
        List<String> columns = frame.columns();
        int exact = columns.indexOf(nameOrNumber);
        if (exact >= 0) {
            return exact;
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
