package io.anomalyradar.quality.candidate;

import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.app.score.RowScorer;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.ScoreScale;
import io.anomalyradar.detector.method.ZScoreConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.MultivariateConfig;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.quality.dataset.Recording;
import java.io.IOException;
import java.util.stream.DoubleStream;

/** Our detector, run by the code of {@code radar score}. */
public final class Product implements Candidate {
    private final DetectorConfig config;
    private final JointConfig joint;

    /** Our detectors with these settings: one for single metrics, one for several metrics together. */
    public Product(DetectorConfig config, JointConfig joint) {
        this.config = config;
        this.joint = joint;
    }

    @Override
    public String name() {
        return "Anomaly Radar";
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
        RowScorer scorer =
                new RowScorer(recording.options(), config, joint, PipelineConfig.DEFAULT.maxSeriesPerDevice(), null);
        if (recording.past() != null) {
            scorer.learn(recording.past());
        }
        DoubleStream.Builder scores = DoubleStream.builder();
        DoubleStream.Builder alarms = DoubleStream.builder();
        try (CsvTable table = CsvTable.open(recording.data(), recording.options())) {
            for (int i = 0; i < recording.skipped(); i++) {
                table.next();
            }
            scorer.score(recording.data(), table, (row, device, said) -> {
                scores.add(said.score());
                alarms.add(said.alarm() ? 1 : 0);
            });
        }
        double[] flags = alarms.build().toArray();
        boolean[] alarmed = new boolean[flags.length];
        for (int i = 0; i < flags.length; i++) {
            alarmed[i] = flags[i] != 0;
        }
        return new Answer(
                scores.build().toArray(), alarmed, scorer.anomalies().all().size());
    }
}
