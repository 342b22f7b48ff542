package io.anomalyradar.app.score;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.csv.CsvTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scores files by a {@link RowScorer} and writes, per file, a row of scores for each row of data. Not thread-safe. */
public final class FileScorer {
    private final CsvOptions options;
    private final RowScorer scorer;
    private final OutputForm form;

    /** Reads files as {@code options} say; what {@code scorer} says of them is written in this form. */
    public FileScorer(CsvOptions options, RowScorer scorer, OutputForm form) {
        this.options = options;
        this.scorer = scorer;
        this.form = form;
    }

    /** Which columns are written. */
    public enum OutputForm {
        /** Time, value, score, alarm. */
        SCORES,
        /** These and the expected value, the kind, and the contribution of each metric. */
        EXPLAINED
    }

    /** Called after every row: bytes read of the file, and rows. */
    @FunctionalInterface
    public interface Watcher {
        void read(long bytes, long rows);
    }

    /**
     * Scores {@code file} and writes the scores to {@code output}, whose folder is created if it is missing.
     *
     * @throws IOException when one cannot be read, or the other not written
     */
    public ScoredFile score(CsvFile file, Path output, Watcher watcher) throws IOException {
        try (CsvTable table = CsvTable.open(file, options)) {
            Path folder = output.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            ScoredRow written = new ScoredRow(table.layout(), form);
            try (CsvWriter writer =
                    CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(output, StandardCharsets.UTF_8)) {
                writer.writeRecord(written.header());
                Tally tally = scorer.score(file, table, (row, device, scores) -> {
                    writer.writeRecord(written.cells(row, device, scores));
                    watcher.read(table.bytesRead(), table.rows());
                });
                return new ScoredFile(
                        file.name(), output, table.layout().described(), table.rows(), tally, table.problems());
            }
        }
    }

    /** The anomalies found so far. */
    public AnomalyLog anomalies() {
        return scorer.anomalies();
    }
}
