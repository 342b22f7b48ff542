package io.anomalyradar.app.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first rows of a file, from which its format is detected.
 *
 * @param rows cells as text; not empty
 */
record CsvHead(char delimiter, List<List<String>> rows) {
    private static final int MAX_BYTES = 256 << 10;
    private static final int MAX_ROWS = 200;
    private static final int MAX_CELL_CHARS = 1 << 20;
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    /** The parser settings for every file: lenient about the number of cells, which is reported row by row. */
    static CsvReaderBuilder reader(char delimiter) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .detectBomHeader(true)
                .maxBufferSize(MAX_CELL_CHARS);
    }

    /**
     * The head of {@code file}, split by the delimiter in {@code options}, otherwise by the one that fits best.
     *
     * @throws IOException if the file cannot be read or has no rows
     */
    static CsvHead of(CsvFile file, CsvOptions options) throws IOException {
        String text = firstLines(file);
        if (options.delimiter() != null) {
            return new CsvHead(options.delimiter(), rows(text, options.delimiter(), file));
        }
        CsvHead best = new CsvHead(DELIMITERS[0], rows(text, DELIMITERS[0], file));
        for (int i = 1; i < DELIMITERS.length; i++) {
            CsvHead other = new CsvHead(DELIMITERS[i], rows(text, DELIMITERS[i], file));
            if (other.fit() > best.fit()) {
                best = other;
            }
        }
        return best;
    }

    private static String firstLines(CsvFile file) throws IOException {
        byte[] bytes;
        try (InputStream in = CsvFile.decompressed(Files.newInputStream(file.path()))) {
            bytes = in.readNBytes(MAX_BYTES);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int lastLine = text.lastIndexOf('\n');
        return bytes.length == MAX_BYTES && lastLine > 0 ? text.substring(0, lastLine) : text;
    }

    private static List<List<String>> rows(String text, char delimiter, CsvFile file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = reader(delimiter).ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                rows.add(row.getFields());
                if (rows.size() == MAX_ROWS) {
                    break;
                }
            }
        } catch (CsvParseException notCsv) {
            throw new IOException(file.path() + ": not a CSV file: " + notCsv.getMessage(), notCsv);
        }
        if (rows.isEmpty()) {
            throw new IOException(file.path() + ": the file is empty");
        }
        return rows;
    }

    /** How well the delimiter fits: 0 for one column, otherwise up to 1.5 and slightly more for more columns. */
    private double fit() {
        int columns = usualColumns();
        if (columns < 2) {
            return 0;
        }
        long asUsual = rows.stream().filter(row -> row.size() == columns).count();
        long cells = 0;
        long understood = 0;
        for (List<String> row : rows.subList(Math.min(1, rows.size() - 1), rows.size())) {
            for (String cell : row) {
                cells++;
                understood += cell.isBlank() || Cells.isNumber(cell, delimiter) || Cells.isTime(cell) ? 1 : 0;
            }
        }
        return (double) asUsual / rows.size() * (0.5 + (double) understood / cells) + columns * 1e-6;
    }

    private int usualColumns() {
        Map<Integer, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row.size(), 1, Integer::sum));
        int usual = 0;
        for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
            int most = counts.getOrDefault(usual, 0);
            if (entry.getValue() > most || (entry.getValue() == most && entry.getKey() > usual)) {
                usual = entry.getKey();
            }
        }
        return usual;
    }

    /** Whether the first row names the columns: none of its cells is a number or a time. */
    boolean hasHeader() {
        return rows.get(0).stream().noneMatch(cell -> Cells.isNumber(cell, delimiter) || Cells.isTime(cell));
    }

    /** The non-blank cells of column {@code index}, in file order. */
    List<String> column(int index, boolean header) {
        return rows.stream()
                .skip(header ? 1 : 0)
                .filter(row -> row.size() > index && !row.get(index).isBlank())
                .map(row -> row.get(index))
                .toList();
    }
}
