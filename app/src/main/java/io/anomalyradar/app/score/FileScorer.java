package io.anomalyradar.app.score;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvLayout;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores files one after another, each in one pass, in file order, a row at a time: nothing is known of a row before its turn, nor
 * of the file's length. A file is a device of its own unless it names devices; a device named in several files goes on from one to
 * the next. Not thread-safe.
 */
public final class FileScorer {
    private final CsvOptions options;
    private final DeviceDetector detector;
    private final int maxSeries;
    private final @Nullable String device;
    private final Map<String, DeviceScorer> named = new HashMap<>();
    private final AnomalyLog anomalies = new AnomalyLog();

    /**
     * A scorer that has seen nothing.
     *
     * @param maxSeries further metrics of a device are refused
     * @param device whose data the files are where they do not say; null: each file is a device, named as the file without extension
     */
    public FileScorer(CsvOptions options, DetectorConfig detector, int maxSeries, @Nullable String device) {
        this.options = options;
        this.detector = new DeviceDetector(detector);
        this.maxSeries = maxSeries;
        this.device = device;
    }

    /** Told after every row: bytes read of the file, and rows. */
    @FunctionalInterface
    public interface Watcher {
        void read(long bytes, long rows);
    }

    /**
     * Scores {@code file} and writes the scores to {@code output}, whose folder is made where it is missing.
     *
     * @throws IOException when one cannot be read, or the other not written
     */
    public ScoredFile score(CsvFile file, Path output, Watcher watcher) throws IOException {
        try (CsvTable table = CsvTable.open(file, options)) {
            Path folder = output.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Tally tally = new Tally();
            try (CsvWriter writer =
                    CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(output, StandardCharsets.UTF_8)) {
                score(file, table, writer, tally, watcher);
            }
            return new ScoredFile(
                    file.name(), output, table.layout().described(), table.rows(), tally, table.problems());
        }
    }

    private void score(CsvFile file, CsvTable table, CsvWriter writer, Tally tally, Watcher watcher)
            throws IOException {
        CsvLayout layout = table.layout();
        ScoredRow scores = new ScoredRow(layout);
        DeviceScorer own = device == null ? new DeviceScorer(file.stem(), detector, maxSeries) : ofDevice(device);
        writer.writeRecord(scores.header());
        for (CsvRow row = table.next(); row != null; row = table.next()) {
            String sender = row.device();
            DeviceScorer scorer = sender == null ? own : ofDevice(sender);
            score(file, row, scorer, scores, tally);
            writer.writeRecord(scores.cells(row, scorer.device()));
            watcher.read(table.bytesRead(), table.rows());
        }
    }

    private void score(CsvFile file, CsvRow row, DeviceScorer scorer, ScoredRow scores, Tally tally) {
        for (int i = 0; i < row.values().length; i++) {
            double value = row.values()[i];
            scores.notScored(i);
            if (Double.isNaN(value) || !row.isTimed()) {
                continue;
            }
            String metric = row.metrics()[i];
            if (!scorer.step(metric, row.timestampMillis(), value)) {
                tally.countRefused();
                continue;
            }
            scores.scored(i, scorer.evaluation());
            tally.count(scorer.evaluation().status());
            anomalies.take(file.name(), scorer.device(), metric, scorer.evaluation());
        }
    }

    private DeviceScorer ofDevice(String name) {
        return named.computeIfAbsent(name, missing -> new DeviceScorer(missing, detector, maxSeries));
    }

    /** The anomalies found so far. */
    public AnomalyLog anomalies() {
        return anomalies;
    }
}
