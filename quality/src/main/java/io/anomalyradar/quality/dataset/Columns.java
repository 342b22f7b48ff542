package io.anomalyradar.quality.dataset;

import io.anomalyradar.app.csv.ColumnMap;
import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Named number columns of a whole file, and its times: labels or stored scores. */
public final class Columns {
    private final CsvFile file;
    private final List<String> times = new ArrayList<>();
    private final List<CsvRow> rows = new ArrayList<>();
    private final List<String> names;

    private Columns(CsvFile file, List<String> names) {
        this.file = file;
        this.names = names;
    }

    /**
     * Reads these columns.
     *
     * @throws IOException when the file cannot be read or lacks one of them
     */
    public static Columns of(CsvFile file, String... names) throws IOException {
        Columns columns = new Columns(file, List.of(names));
        CsvOptions options = new CsvOptions(
                null, CsvOptions.Header.PRESENT, ColumnMap.DETECT.withValues(columns.names), Duration.ofSeconds(1));
        try (CsvTable table = CsvTable.open(file, options)) {
            for (CsvRow row = table.next(); row != null; row = table.next()) {
                columns.times.add(row.time());
                columns.rows.add(row);
            }
        }
        return columns;
    }

    /**
     * The names of all columns of {@code file}.
     *
     * @throws IOException when the file cannot be read
     */
    public static List<String> namesIn(CsvFile file) throws IOException {
        try (CsvTable table = CsvTable.open(file, CsvOptions.DETECT)) {
            return table.layout().columns();
        }
    }

    /** The number of rows. */
    public int rows() {
        return rows.size();
    }

    /** The time cells, unchanged. */
    public List<String> times() {
        return List.copyOf(times);
    }

    /** The times in seconds. */
    public double[] seconds() {
        return rows.stream().mapToDouble(row -> row.timestampMillis() / 1e3).toArray();
    }

    /**
     * The numbers of a column.
     *
     * @throws IOException if a cell is not a number
     */
    public double[] numbers(String name) throws IOException {
        int column = names.indexOf(name);
        double[] numbers = new double[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = rows.get(i).values()[column];
            if (Double.isNaN(numbers[i])) {
                throw new IOException(file.path() + " line " + rows.get(i).line() + ": " + name + " is no number");
            }
        }
        return numbers;
    }

    /**
     * The flags of a column: true above 0.5.
     *
     * @throws IOException if a cell is not a number
     */
    public boolean[] flags(String name) throws IOException {
        double[] numbers = numbers(name);
        boolean[] flags = new boolean[numbers.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = numbers[i] > 0.5;
        }
        return flags;
    }
}
