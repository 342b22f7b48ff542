package io.anomalyradar.app.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.anomalyradar.app.csv.CsvLayout.FixedColumn;
import io.anomalyradar.app.csv.CsvLayout.TimeColumn;
import io.anomalyradar.app.csv.CsvLayout.ValueColumn;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one CSV file, read in one pass in file order; memory does not grow with the file, unless its newest rows
 * come first. Invalid parts are counted in {@link #problems()} and never stop reading; a table whose meaning changes on
 * the way does. Not thread-safe.
 */
public final class CsvTable implements Closeable {
    private static final int MOST_REVERSED_ROWS = 2_000_000;

    private final CsvFile file;
    private final CsvLayout layout;
    private final CsvFrame frame;
    private final String[] wideMetrics;
    private final RowClock clock;
    private final CsvProblems problems;
    private final CountingStream bytes;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private int[] places; // of the layout's columns in the rows of the current table
    private @Nullable Deque<CsvRow> reversed;
    private long rows;

    private CsvTable(CsvFile file, CsvLayout layout, CsvFrame frame, CsvOptions options) throws IOException {
        this.file = file;
        this.layout = layout;
        this.frame = frame;
        this.wideMetrics = layout.metrics().toArray(String[]::new);
        this.places = IntStream.range(0, layout.columns().size()).toArray();
        TimeColumn time = layout.time();
        NumberStyle style = time == null
                ? NumberStyle.POINT
                : new NumberStyles(file, layout.delimiter(), frame, options).ofTime(time);
        this.clock = new RowClock(time == null ? TimeForm.ROW_NUMBER : time.form(), style, options, false);
        this.problems = new CsvProblems(file.name());
        this.bytes = new CountingStream(Files.newInputStream(file.path()));
        this.reader = CsvHead.reader(layout.delimiter()).ofCsvRecord(CsvHead.text(bytes, options));
        this.records = reader.iterator();
    }

    /**
     * Opens {@code file} and detects its layout from its head.
     *
     * @throws IOException if it cannot be read, is empty, or its layout cannot be detected; the message says what to do
     */
    public static CsvTable open(CsvFile file, CsvOptions options) throws IOException {
        CsvHead head = CsvHead.of(file, options);
        CsvFrame frame = CsvFrame.of(head, options.header());
        CsvLayout layout = LayoutDetector.detect(file, head.delimiter(), frame, options);
        CsvTable table = new CsvTable(file, layout, frame, options);
        for (int i = 0; i < frame.rowsAbove(); i++) {
            table.nextRecord();
        }
        return table;
    }

    public CsvLayout layout() {
        return layout;
    }

    /** The problems found so far. */
    public CsvProblems problems() {
        return problems;
    }

    /** Rows read so far, those above the table not counted. */
    public long rows() {
        return rows;
    }

    /** Bytes read so far of the file as it is stored, for a progress bar. */
    public long bytesRead() {
        return bytes.count();
    }

    /**
     * The next row, or null after the last.
     *
     * @throws IOException when the rest of the file cannot be read, or does not mean what its head does
     */
    public @Nullable CsvRow next() throws IOException {
        if (!layout.newestFirst()) {
            CsvRow row = read(rows);
            rows += row == null ? 0 : 1;
            return row;
        }
        if (reversed == null) {
            reversed = allRows();
        }
        CsvRow row = reversed.pollLast();
        rows += row == null ? 0 : 1;
        return row;
    }

    private Deque<CsvRow> allRows() throws IOException {
        Deque<CsvRow> all = new ArrayDeque<>();
        for (CsvRow row = read(all.size()); row != null; row = read(all.size())) {
            if (all.size() == MOST_REVERSED_ROWS) {
                throw new IOException(file.path() + ": its newest rows come first, and it has more than "
                        + MOST_REVERSED_ROWS + " rows: sort it by time, oldest first");
            }
            all.add(row);
        }
        return all;
    }

    private @Nullable CsvRow read(long number) throws IOException {
        CsvRecord row = nextRecord();
        while (row != null && frame.annotated() && CsvFrame.isAnnotation(row.getField(0))) {
            row = nextTable(row);
        }
        while (row != null && frame.isHeaderAgain(row.getFields())) {
            row = nextRecord();
        }
        if (row == null) {
            return null;
        }
        boolean whole = isWhole(row);
        if (whole) {
            requireSameMeaning(row);
        } else {
            problems.badWidth(row.getStartingLineNumber(), row.getFieldCount(), places.length);
        }
        TimeColumn time = layout.time();
        String timeText = time == null ? Long.toString(number) : timeText(row, time);
        String device = layout.device() == CsvLayout.NONE || !whole ? "" : cell(row, layout.device());
        double[] values = new double[wideMetrics.length];
        Arrays.fill(values, Double.NaN);
        CsvRow read = new CsvRow(
                row.getStartingLineNumber(),
                timeText,
                millis(row, time, timeText),
                device.isEmpty() ? null : device,
                layout.isLong() ? new String[] {metric(row)} : wideMetrics,
                whole ? values(row, values) : values);
        if (!read.isTimed() && whole) {
            problems.badTime(read.line(), timeText, clock.isSkipped(timeText));
        }
        return read;
    }

    private String timeText(CsvRecord row, TimeColumn time) {
        String text = cell(row, time.index());
        return time.clock() == CsvLayout.NONE ? text : text + " " + cell(row, time.clock());
    }

    private long millis(CsvRecord row, @Nullable TimeColumn time, String timeText) {
        return time == null || time.clock() == CsvLayout.NONE
                ? clock.millis(timeText)
                : clock.millis(cell(row, time.index()), cell(row, time.clock()));
    }

    /** InfluxDB writes tables with other columns one below the other. The next row of data, or null. */
    private @Nullable CsvRecord nextTable(CsvRecord annotation) throws IOException {
        CsvRecord row = annotation;
        while (row != null && CsvFrame.isAnnotation(row.getField(0))) {
            row = nextRecord();
        }
        if (row == null) {
            return null;
        }
        List<String> names = row.getFields().stream().map(String::strip).toList();
        int[] found = new int[layout.columns().size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = frame.named().get(i) ? names.indexOf(layout.columns().get(i)) : i;
        }
        for (int needed : needed()) {
            if (found[needed] < 0) {
                throw new IOException(file.path() + ": the table at line " + row.getStartingLineNumber()
                        + " has no column '" + layout.columns().get(needed) + "': put it into a file of its own");
            }
        }
        places = Arrays.copyOf(found, found.length);
        return nextRecord();
    }

    private List<Integer> needed() {
        List<Integer> needed = new ArrayList<>();
        TimeColumn time = layout.time();
        if (time != null) {
            needed.add(time.index());
        }
        layout.values().forEach(value -> needed.add(value.index()));
        return needed;
    }

    /** Whether the row has a cell for each column, and nothing behind them. */
    private boolean isWhole(CsvRecord row) {
        int width = frame.annotated() ? row.getFieldCount() : places.length;
        if (row.getFieldCount() < width) {
            return false;
        }
        for (int i = width; i < row.getFieldCount(); i++) {
            if (!row.getField(i).isBlank()) {
                return false;
            }
        }
        return true;
    }

    private void requireSameMeaning(CsvRecord row) throws IOException {
        for (FixedColumn column : layout.fixed()) {
            String text = cell(row, column.index());
            if (!text.equals(column.text()) && !Words.isMissing(text)) {
                String name = layout.columns().get(column.index());
                throw new IOException(
                        file.path() + ":" + row.getStartingLineNumber() + ": column '" + name + "' was always '"
                                + column.text() + "' and is now '" + text
                                + "': say what it is, with --column-map device=" + name
                                + ", metric=" + name + " or ignore=" + name);
            }
        }
    }

    private String metric(CsvRecord row) {
        StringBuilder name = new StringBuilder();
        for (int part : layout.metric()) {
            String text = cell(row, part);
            if (!text.isEmpty()) {
                name.append(name.length() == 0 ? "" : ".").append(text);
            }
        }
        return name.toString();
    }

    private double[] values(CsvRecord row, double[] values) {
        for (int i = 0; i < values.length; i++) {
            ValueColumn column = layout.values().get(i);
            String cell = cell(row, column.index());
            Double word = column.words().isEmpty() ? null : column.words().get(cell.toLowerCase(Locale.ROOT));
            values[i] = word == null ? column.style().parse(cell) : word;
            if (Double.isNaN(values[i]) && !Words.isMissing(cell)) {
                problems.badCell(row.getStartingLineNumber(), layout.columns().get(column.index()), cell);
            }
        }
        return values;
    }

    private String cell(CsvRecord row, int column) {
        int index = places[column];
        return index >= 0 && index < row.getFieldCount() ? row.getField(index).strip() : "";
    }

    private @Nullable CsvRecord nextRecord() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException | UncheckedIOException unreadable) {
            Throwable cause = unreadable.getCause() == null ? unreadable : unreadable.getCause();
            throw new IOException(
                    file.path() + ": cannot be read after row " + rows + ": " + cause.getMessage(), unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
        bytes.close();
    }

    @Override
    public String toString() {
        return "CsvTable[" + file.name() + ": " + layout.described() + ", " + Arrays.toString(wideMetrics) + "]";
    }
}
