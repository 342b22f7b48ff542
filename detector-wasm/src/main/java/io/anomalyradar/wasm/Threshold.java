package io.anomalyradar.wasm;

import io.anomalyradar.detector.method.AutoencoderConfig;
import io.anomalyradar.detector.method.EwmaConfig;
import io.anomalyradar.detector.method.FlatLineConfig;
import io.anomalyradar.detector.method.GapConfig;
import io.anomalyradar.detector.method.HalfSpaceTreesConfig;
import io.anomalyradar.detector.method.MethodConfig;
import io.anomalyradar.detector.method.MovingAverageConfig;
import io.anomalyradar.detector.method.PredictiveConfig;
import io.anomalyradar.detector.method.RateConfig;
import io.anomalyradar.detector.method.RobustZScoreConfig;
import io.anomalyradar.detector.method.SpectralResidualConfig;
import io.anomalyradar.detector.method.TrendConfig;
import io.anomalyradar.detector.method.ZScoreConfig;

/**
 * The setting by which a method decides: {@code least-score} of the predictive detector, {@code spike-threshold} of the
 * z-score, {@code threshold} of the others. Fixed limits have none.
 */
final class Threshold {

    private Threshold() {}

    /** These settings with another threshold. */
    static MethodConfig of(MethodConfig config, double threshold) {
        if (config instanceof PredictiveConfig) {
            return new PredictiveConfig(threshold);
        }
        if (config instanceof ZScoreConfig known) {
            return new ZScoreConfig(
                    threshold,
                    known.driftAllowance(),
                    known.driftThreshold(),
                    known.constantTolerance(),
                    known.adaptAfter());
        }
        if (config instanceof RobustZScoreConfig known) {
            return new RobustZScoreConfig(threshold, known.constantTolerance());
        }
        if (config instanceof MovingAverageConfig known) {
            return new MovingAverageConfig(threshold, known.span());
        }
        if (config instanceof EwmaConfig known) {
            return new EwmaConfig(threshold, known.rate());
        }
        if (config instanceof TrendConfig) {
            return new TrendConfig(threshold);
        }
        if (config instanceof SpectralResidualConfig known) {
            return new SpectralResidualConfig(threshold, known.share());
        }
        if (config instanceof FlatLineConfig known) {
            return new FlatLineConfig(threshold, known.least());
        }
        if (config instanceof GapConfig known) {
            return new GapConfig(threshold, known.least());
        }
        if (config instanceof RateConfig known) {
            return new RateConfig(threshold, known.share());
        }
        if (config instanceof HalfSpaceTreesConfig known) {
            return new HalfSpaceTreesConfig(threshold, known.share());
        }
        if (config instanceof AutoencoderConfig) {
            return new AutoencoderConfig(threshold);
        }
        throw new IllegalArgumentException("threshold is no setting of this method: it has fixed limits");
    }
}
