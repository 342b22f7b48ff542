package io.anomalyradar.app.score;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvLayout;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.app.csv.TimeForm;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores the rows of files one after another, each in one pass, in file order: nothing is known of a row before its turn, nor of the
 * file's length. A file is a device of its own unless it names devices; a device named in several files goes on from one to the next.
 *
 * <p>What {@link #learn} was given comes before the first row of each device. Where rows are numbered or counted, those of a file begin
 * anew and are taken to follow what was learnt. Not thread-safe.
 */
public final class RowScorer {
    private static final long NOTHING = Long.MIN_VALUE;

    private final CsvOptions options;
    private final DeviceDetector detector;
    private final @Nullable JointDetector joint;
    private final int maxSeries;
    private final @Nullable String device;
    private final Map<String, DeviceScorer> named = new HashMap<>();
    private final AnomalyLog anomalies = new AnomalyLog();
    private @Nullable DeviceScorer learnt;
    private long learntUntil = NOTHING;

    /**
     * A scorer that has seen nothing.
     *
     * @param joint how the metrics of a device are judged together; by {@code config} each by itself
     * @param maxSeries further metrics of a device are refused
     * @param device whose data the files are where they do not say; null: each file is a device, named as the file without extension
     */
    public RowScorer(
            CsvOptions options, DetectorConfig config, JointConfig joint, int maxSeries, @Nullable String device) {
        this.options = options;
        this.detector = new DeviceDetector(config);
        this.joint = joint.enabled() ? new JointDetector(joint, config.budget()) : null;
        this.maxSeries = maxSeries;
        this.device = device;
    }

    /** Told of every row as soon as it is scored. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * A row and what became of it; {@code scores} is overwritten by the next.
         *
         * @param device whose row it is
         */
        void scored(CsvRow row, String device, RowScores scores) throws IOException;
    }

    /**
     * Takes the rows of {@code file} as the past of every device scored from now on: learnt as the pipeline would, told to nobody.
     *
     * @throws IOException when it cannot be read
     */
    public void learn(CsvFile file) throws IOException {
        DeviceScorer own =
                device == null ? new DeviceScorer(file.stem(), detector, joint, maxSeries) : ofDevice(device);
        try (CsvTable table = CsvTable.open(file, options)) {
            for (CsvRow row = table.next(); row != null; row = table.next()) {
                DeviceScorer scorer = row.device() == null ? own : ofDevice(row.device());
                for (int i = 0; i < row.values().length; i++) {
                    if (row.isTimed() && !Double.isNaN(row.values()[i])) {
                        scorer.step(row.metrics()[i], row.timestampMillis(), row.values()[i]);
                    }
                }
                scorer.endRow(row.timestampMillis());
                learntUntil = row.isTimed() ? Math.max(learntUntil, row.timestampMillis()) : learntUntil;
            }
        }
        learnt = own;
    }

    /**
     * Scores the rows of {@code table} that are left.
     *
     * @return what became of its samples
     * @throws IOException when it cannot be read
     */
    public Tally score(CsvFile file, CsvTable table, Watcher watcher) throws IOException {
        Tally tally = new Tally();
        RowScores scores = new RowScores(table.layout().values().size());
        DeviceScorer own = device == null ? newDevice(file.stem()) : ofDevice(device);
        long later = NOTHING;
        for (CsvRow row = table.next(); row != null; row = table.next()) {
            if (later == NOTHING && row.isTimed()) {
                later = laterBy(table.layout(), row.timestampMillis());
            }
            DeviceScorer scorer = row.device() == null ? own : ofDevice(row.device());
            score(file, row, later, scorer, scores, tally);
            watcher.scored(row, scorer.device(), scores);
        }
        return tally;
    }

    private void score(CsvFile file, CsvRow row, long later, DeviceScorer scorer, RowScores scores, Tally tally) {
        for (int i = 0; i < row.values().length; i++) {
            double value = row.values()[i];
            scores.notScored(i);
            if (Double.isNaN(value) || !row.isTimed()) {
                continue;
            }
            String metric = row.metrics()[i];
            if (!scorer.step(metric, row.timestampMillis() + later, value)) {
                tally.countRefused();
                continue;
            }
            scores.scored(i, scorer.evaluation());
            tally.count(scorer.evaluation().status());
            anomalies.take(file.name(), scorer.device(), metric, scorer.evaluation());
        }
        scorer.endRow(row.timestampMillis() + later);
        JointScore whole = scorer.joint();
        scores.joint(whole);
        if (whole != null) {
            anomalies.take(file.name(), scorer.device(), whole);
        }
    }

    /** By how much the times of a file that begins at {@code first} are moved so that they follow what was learnt. */
    private long laterBy(CsvLayout layout, long first) {
        boolean counted = layout.time() == null || layout.time().form() == TimeForm.ROW_NUMBER;
        return counted && first <= learntUntil
                ? learntUntil + options.rowInterval().toMillis() - first
                : 0;
    }

    private DeviceScorer ofDevice(String name) {
        return named.computeIfAbsent(name, this::newDevice);
    }

    private DeviceScorer newDevice(String name) {
        return learnt == null ? new DeviceScorer(name, detector, joint, maxSeries) : learnt.continuedAs(name);
    }

    /** The anomalies found so far. */
    public AnomalyLog anomalies() {
        return anomalies;
    }
}
