package io.anomalyradar.app.score;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvLayout;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.app.csv.TimeForm;
import io.anomalyradar.app.score.ScoredAnomaly.Subject;
import io.anomalyradar.detector.DetectionHost;
import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores the rows of files one after another, each in one pass, in file order: no row is read ahead, and the file's
 * length is unknown. A file is a separate device unless it names devices; a device named in several files continues
 * from one to the next.
 *
 * <p>The data passed to {@link #learn} comes before the first row of each device. If rows are numbered or counted, the
 * numbers of each file start again and are taken to follow the learnt data. Not thread-safe.
 */
public final class RowScorer {
    private static final long NOTHING = Long.MIN_VALUE;

    private final CsvOptions options;
    private final DeviceDetector detector;
    private final @Nullable JointDetector joint;
    private final DetectionHost host;
    private final int maxSeries;
    private final @Nullable String device;
    private final Map<String, DeviceScorer> named = new HashMap<>();
    private final AnomalyLog anomalies = new AnomalyLog();
    private @Nullable DeviceScorer learnt;
    private long learntUntil = NOTHING;

    /**
     * A scorer with empty state.
     *
     * @param joint how the metrics of a device are scored together; by {@code config} each separately
     * @param maxSeries further metrics of a device are refused
     * @param device the device of files that name none; null: each file is a device, named as the file without
     *     extension
     */
    public RowScorer(
            CsvOptions options, DetectorConfig config, JointConfig joint, int maxSeries, @Nullable String device) {
        this.options = options;
        this.detector = new DeviceDetector(config);
        this.joint = joint.enabled() ? new JointDetector(joint, config.budget()) : null;
        this.host = new DetectionHost((name, metric) -> config, this.joint);
        this.maxSeries = maxSeries;
        this.device = device;
    }

    /** Called for every row as soon as it is scored. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * A row and its result; {@code scores} is overwritten by the next.
         *
         * @param device the device of the row
         */
        void scored(CsvRow row, String device, RowScores scores) throws IOException;
    }

    /**
     * Takes the rows of {@code file} as the past of every device scored from now on: learnt as in the pipeline, and not
     * reported.
     *
     * @throws IOException when it cannot be read
     */
    public void learn(CsvFile file) throws IOException {
        DeviceScorer own = device == null ? unheard(file.stem()) : ofDevice(device);
        Unread unread = new Unread();
        try (CsvTable table = CsvTable.open(file, options)) {
            for (CsvRow row = table.next(); row != null; row = table.next()) {
                DeviceScorer scorer = row.device() == null ? own : ofDevice(row.device());
                scorer.begin(row.timestampMillis());
                for (int i = 0; i < row.values().length; i++) {
                    if (row.isTimed() && !Double.isNaN(row.values()[i])) {
                        scorer.add(i, row.metrics()[i], row.values()[i]);
                    }
                }
                scorer.end(unread);
                learntUntil = row.isTimed() ? Math.max(learntUntil, row.timestampMillis()) : learntUntil;
            }
        }
        learnt = own;
    }

    /**
     * Scores the remaining rows of {@code table}.
     *
     * @return counts of its samples by result
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
        scorer.begin(row.timestampMillis() + later);
        int refused = 0;
        for (int i = 0; i < row.values().length; i++) {
            double value = row.values()[i];
            scores.notScored(i);
            if (!Double.isNaN(value) && row.isTimed() && !scorer.add(i, row.metrics()[i], value)) {
                refused++;
            }
        }
        refused += scorer.end(new RowDetections(file.name(), scorer, scores, tally));
        tally.countRefused(refused);
        scores.joint(joint == null ? null : scorer.joint());
    }

    /** The host's results for a row, as cells, counts and anomalies. */
    private final class RowDetections implements Detections {
        private final String file;
        private final DeviceScorer scorer;
        private final RowScores scores;
        private final Tally tally;

        RowDetections(String file, DeviceScorer scorer, RowScores scores, Tally tally) {
            this.file = file;
            this.scorer = scorer;
            this.scores = scores;
            this.tally = tally;
        }

        @Override
        public void evaluated(int index, SeriesState series, Evaluation evaluation, int configVersion) {
            scores.scored(scorer.cell(index), evaluation);
            tally.count(evaluation.status());
        }

        @Override
        public void evaluated(MultivariateEvaluation row, List<Contribution> metrics) {
            scorer.joint().judged(row, metrics);
        }

        @Override
        public void changed(String metric, OpenAnomaly anomaly, AnomalyRun run, Course course, int configVersion) {
            anomalies.take(file, new Subject(scorer.device(), metric), anomaly, run, course);
        }
    }

    /** Receives the results for the past, which are discarded. */
    private static final class Unread implements Detections {
        @Override
        public void evaluated(int index, SeriesState series, Evaluation evaluation, int configVersion) {
            // not reported
        }

        @Override
        public void changed(String metric, OpenAnomaly anomaly, AnomalyRun run, Course course, int configVersion) {
            // not reported
        }
    }

    /** The offset added to the times of a file that starts at {@code first}, so that they follow the learnt data. */
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
        return learnt == null ? unheard(name) : learnt.continuedAs(name);
    }

    private DeviceScorer unheard(String name) {
        return new DeviceScorer(name, host, detector.newState(), maxSeries);
    }

    /** The anomalies found so far. */
    public AnomalyLog anomalies() {
        return anomalies;
    }
}
