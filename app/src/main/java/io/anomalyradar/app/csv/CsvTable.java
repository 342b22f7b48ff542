package io.anomalyradar.app.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.anomalyradar.app.csv.CsvLayout.TimeColumn;
import io.anomalyradar.app.csv.CsvLayout.ValueColumn;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one CSV file, read in one pass in file order; memory does not grow with the file. Invalid parts are
 * counted in {@link #problems()} and never stop reading. Not thread-safe.
 */
public final class CsvTable implements Closeable {
    private final CsvFile file;
    private final CsvLayout layout;
    private final long rowIntervalMillis;
    private final String[] wideMetrics;
    private final int[] valueColumns;
    private final CsvProblems problems;
    private final CountingStream bytes;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private long rows;

    private CsvTable(CsvFile file, CsvLayout layout, CsvOptions options) throws IOException {
        this.file = file;
        this.layout = layout;
        this.rowIntervalMillis = options.rowInterval().toMillis();
        this.wideMetrics = layout.metrics().toArray(String[]::new);
        this.valueColumns =
                layout.values().stream().mapToInt(ValueColumn::index).toArray();
        this.problems = new CsvProblems(file.name());
        this.bytes = new CountingStream(Files.newInputStream(file.path()));
        this.reader =
                CsvHead.reader(layout.delimiter()).ofCsvRecord(CsvFile.decompressed(bytes), StandardCharsets.UTF_8);
        this.records = reader.iterator();
    }

    /**
     * Opens {@code file} and detects its layout from its head.
     *
     * @throws IOException if it cannot be read, is empty, or its layout cannot be detected; the message says what to do
     */
    public static CsvTable open(CsvFile file, CsvOptions options) throws IOException {
        CsvLayout layout = LayoutDetector.detect(file, CsvHead.of(file, options), options);
        CsvTable table = new CsvTable(file, layout, options);
        if (layout.header()) {
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

    /** Rows read so far, the header not counted. */
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
     * @throws IOException when the rest of the file cannot be read
     */
    public @Nullable CsvRow next() throws IOException {
        CsvRecord row = nextRecord();
        if (row == null) {
            return null;
        }
        long number = rows++;
        if (row.getFieldCount() != layout.columns().size()) {
            problems.badWidth(
                    row.getStartingLineNumber(),
                    row.getFieldCount(),
                    layout.columns().size());
        }
        TimeColumn time = layout.time();
        String timeText = time == null ? Long.toString(number) : cell(row, time.index());
        TimeForm form = time == null ? TimeForm.ROW_NUMBER : time.form();
        String device = layout.device() == CsvLayout.NONE ? "" : cell(row, layout.device());
        CsvRow read = new CsvRow(
                row.getStartingLineNumber(),
                timeText,
                form.millis(timeText, rowIntervalMillis),
                device.isEmpty() ? null : device,
                layout.isLong() ? new String[] {cell(row, layout.metric())} : wideMetrics,
                values(row));
        if (!read.isTimed()) {
            problems.badTime(read.line(), timeText);
        }
        return read;
    }

    private double[] values(CsvRecord row) {
        double[] values = new double[valueColumns.length];
        for (int i = 0; i < values.length; i++) {
            String cell = cell(row, valueColumns[i]);
            values[i] = Cells.number(cell, layout.delimiter());
            if (Double.isNaN(values[i]) && !cell.isEmpty()) {
                problems.badCell(row.getStartingLineNumber(), layout.columns().get(valueColumns[i]), cell);
            }
        }
        return values;
    }

    private static String cell(CsvRecord row, int index) {
        return index < row.getFieldCount() ? row.getField(index).strip() : "";
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
