package io.anomalyradar.quality.candidate;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.app.score.AnomalyLog;
import io.anomalyradar.app.score.RowScorer;
import io.anomalyradar.app.score.ScoredAnomaly;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.ScoreScale;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.method.ZScoreConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.MultivariateConfig;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.quality.behaviour.Opening;
import io.anomalyradar.quality.behaviour.SeriesReport;
import io.anomalyradar.quality.dataset.Recording;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Our detector, run by the code of {@code radar score}. */
public final class Product implements Candidate {
    private final String name;
    private final DetectorConfig config;
    private final JointConfig joint;

    /** Our detectors with these settings: one for single metrics, one for several metrics together. */
    public Product(DetectorConfig config, JointConfig joint) {
        this("Anomaly Radar", config, joint);
    }

    /** The same under another name. */
    public Product(String name, DetectorConfig config, JointConfig joint) {
        this.name = name;
        this.config = config;
        this.joint = joint;
    }

    @Override
    public String name() {
        return name;
    }

    /** The settings for single metrics. */
    public DetectorConfig config() {
        return config;
    }

    /** The settings for several metrics together. */
    public JointConfig joint() {
        return joint;
    }

    @Override
    public double threshold() {
        double score = config.method() instanceof ZScoreConfig zscore
                ? Numerics.normalTailScore(zscore.spikeThreshold())
                : config.method().threshold();
        return ScoreScale.toUnit(score);
    }

    @Override
    public double rowThreshold() {
        return joint.enabled()
                ? ScoreScale.toUnit(MultivariateConfig.DEFAULT.decision().enter())
                : threshold();
    }

    @Override
    public Answer answer(Recording recording) throws IOException {
        DoubleStream.Builder scores = DoubleStream.builder();
        DoubleStream.Builder alarms = DoubleStream.builder();
        AnomalyLog anomalies = run(recording, (row, device, said) -> {
            scores.add(said.score());
            alarms.add(said.alarm() ? 1 : 0);
        });
        double[] flags = alarms.build().toArray();
        boolean[] alarmed = new boolean[flags.length];
        for (int i = 0; i < flags.length; i++) {
            alarmed[i] = flags[i] != 0;
        }
        return new Answer(scores.build().toArray(), alarmed, anomalies.all().size());
    }

    @Override
    public SeriesReport report(Recording recording) throws IOException {
        Map<Long, Integer> firstRow = new HashMap<>(); // by second, as reports are read
        DoubleStream.Builder lower = DoubleStream.builder();
        DoubleStream.Builder upper = DoubleStream.builder();
        int[] rows = {0};
        AnomalyLog anomalies = run(recording, (row, device, said) -> {
            firstRow.putIfAbsent(Math.floorDiv(row.timestampMillis(), 1_000L), rows[0]++);
            lower.add(said.lower(0));
            upper.add(said.upper(0));
        });
        List<Opening> openings = anomalies.all().stream()
                .filter(anomaly -> !anomaly.metric().isEmpty())
                .map(anomaly -> new Opening(
                        firstRow.getOrDefault(Math.floorDiv(anomaly.startMillis(), 1_000L), -1),
                        anomaly.severity() == Severity.CRITICAL,
                        anomaly.expected()))
                .toList();
        return new SeriesReport(openings, lower.build().toArray(), upper.build().toArray());
    }

    /**
     * The anomalies of a recording in the order in which they opened, and the times of its rows by the same clock.
     *
     * @param rowMillis of the rows that are scored
     */
    @SuppressWarnings("ArrayRecordComponent") // columnar; never compared
    public record Found(long[] rowMillis, List<ScoredAnomaly> anomalies) {}

    /**
     * What is found in a recording.
     *
     * @throws IOException if a file cannot be read
     */
    public Found found(Recording recording) throws IOException {
        LongStream.Builder times = LongStream.builder();
        AnomalyLog anomalies = run(recording, (row, device, said) -> times.add(row.timestampMillis()));
        long[] rowMillis = times.build().toArray();
        long later = laterBy(recording, rowMillis[0]);
        for (int i = 0; i < rowMillis.length; i++) {
            rowMillis[i] += later;
        }
        return new Found(rowMillis, anomalies.all());
    }

    /** Numbered rows follow those of the past: so far {@code radar score} shifts them. */
    private static long laterBy(Recording recording, long firstMillis) throws IOException {
        CsvFile past = recording.past();
        if (past == null) {
            return 0;
        }
        long last = Long.MIN_VALUE;
        try (CsvTable table = CsvTable.open(past, recording.options())) {
            for (CsvRow row = table.next(); row != null; row = table.next()) {
                last = Math.max(last, row.timestampMillis());
            }
        }
        return firstMillis <= last ? last + recording.rowInterval().toMillis() - firstMillis : 0;
    }

    private AnomalyLog run(Recording recording, RowScorer.Watcher watcher) throws IOException {
        RowScorer scorer =
                new RowScorer(recording.options(), config, joint, PipelineConfig.DEFAULT.maxSeriesPerDevice(), null);
        if (recording.past() != null) {
            scorer.learn(recording.past());
        }
        try (CsvTable table = CsvTable.open(recording.data(), recording.options())) {
            for (int i = 0; i < recording.skipped(); i++) {
                table.next();
            }
            scorer.score(recording.data(), table, watcher);
        }
        return scorer.anomalies();
    }
}
