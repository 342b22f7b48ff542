package io.anomalyradar.app.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first rows of a file as text, split by the delimiter that fits best.
 *
 * @param rows not empty; those of a preamble included
 */
record CsvHead(char delimiter, List<List<String>> rows) {
    private static final int MAX_CHARS = 256 << 10;
    private static final int MAX_ROWS = 300;
    private static final int MAX_CELL_CHARS = 1 << 20;
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final String EXCEL_DELIMITER = "sep=";

    /** The parser settings for every file: lenient about the number of cells, which is reported row by row. */
    static CsvReaderBuilder reader(char delimiter) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .maxBufferSize(MAX_CELL_CHARS);
    }

    /** The text of {@code file}, from {@code in}. */
    static Reader text(InputStream in, CsvOptions options) throws IOException {
        return TextEncoding.reader(CsvFile.decompressed(in), options.encoding());
    }

    /**
     * The head of {@code file}, split by the delimiter in {@code options}, otherwise by the one that fits best.
     *
     * @throws IOException if the file cannot be read or has no rows
     */
    static CsvHead of(CsvFile file, CsvOptions options) throws IOException {
        String text = firstLines(file, options);
        if (options.delimiter() != null) {
            return new CsvHead(options.delimiter(), rows(text, options.delimiter(), file));
        }
        if (text.startsWith(EXCEL_DELIMITER) && text.length() > EXCEL_DELIMITER.length()) {
            char stated = text.charAt(EXCEL_DELIMITER.length());
            return new CsvHead(stated, rows(text, stated, file));
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

    private static String firstLines(CsvFile file, CsvOptions options) throws IOException {
        char[] chars = new char[MAX_CHARS];
        int length = 0;
        try (Reader in = text(Files.newInputStream(file.path()), options)) {
            for (int got = 0; got >= 0 && length < MAX_CHARS; length += Math.max(0, got)) {
                got = in.read(chars, length, MAX_CHARS - length);
            }
        }
        String text = new String(chars, 0, length);
        int lastLine = text.lastIndexOf('\n');
        return length == MAX_CHARS && lastLine > 0 ? text.substring(0, lastLine) : text;
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
        int columns = usualWidth(rows);
        if (columns < 2) {
            return 0;
        }
        long asUsual = rows.stream().filter(row -> row.size() == columns).count();
        long cells = 0;
        long understood = 0;
        for (List<String> row : rows.subList(Math.min(1, rows.size() - 1), rows.size())) {
            for (String cell : row) {
                cells++;
                understood +=
                        Words.isMissing(cell) || NumberStyle.isNumberInAny(cell) || Cells.isTimeOrClock(cell) ? 1 : 0;
            }
        }
        return (double) asUsual / rows.size() * (0.5 + (double) understood / cells) + columns * 1e-6;
    }

    /** The most frequent number of cells; of two the greater one. */
    static int usualWidth(List<List<String>> rows) {
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

    /** Whether the first row states the delimiter, as Excel has it. */
    boolean statesDelimiter() {
        List<String> first = rows.get(0);
        return first.get(0).startsWith(EXCEL_DELIMITER)
                && String.join("", first).length() <= EXCEL_DELIMITER.length() + 1;
    }
}
