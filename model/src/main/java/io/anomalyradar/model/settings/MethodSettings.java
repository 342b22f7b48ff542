package io.anomalyradar.model.settings;

import static io.anomalyradar.model.settings.ValueType.decimal;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.shown;

import io.anomalyradar.detector.Method;
import io.anomalyradar.detector.method.EwmaConfig;
import io.anomalyradar.detector.method.FlatLineConfig;
import io.anomalyradar.detector.method.GapConfig;
import io.anomalyradar.detector.method.HalfSpaceTreesConfig;
import io.anomalyradar.detector.method.LimitsConfig;
import io.anomalyradar.detector.method.MovingAverageConfig;
import io.anomalyradar.detector.method.RateConfig;
import io.anomalyradar.detector.method.RobustZScoreConfig;
import io.anomalyradar.detector.method.SpectralResidualConfig;
import java.util.List;

/**
 * The keys of the single detectors, each under the name of its method; those of the z-score and the default detector are with
 * {@link DetectorSettings}.
 */
final class MethodSettings {

    private static final String TAIL = "The tail beyond the records of ";
    private static final String PART = " is at least this part of their spread: more is fewer false alarms.";

    static final List<ConfigKey<?>> KEYS = List.of(
            threshold(Method.ROBUST_ZSCORE),
            number(
                    "robust-zscore.constant-tolerance",
                    0,
                    1,
                    RobustZScoreConfig.DEFAULT.constantTolerance(),
                    "Standard deviation assumed for a signal whose samples are mostly equal, as a fraction of its median's magnitude."),
            threshold(Method.MOVING_AVERAGE),
            whole(
                    "moving-average.span",
                    2,
                    64,
                    MovingAverageConfig.DEFAULT.span(),
                    "Number of recent samples that are averaged."),
            threshold(Method.EWMA),
            number(
                    "ewma.rate",
                    0.01,
                    1,
                    EwmaConfig.DEFAULT.rate(),
                    "Weight of the newest sample in the moving average."),
            threshold(Method.TREND),
            threshold(Method.SPECTRAL_RESIDUAL),
            number(
                    "spectral-residual.share",
                    0,
                    10,
                    SpectralResidualConfig.DEFAULT.share(),
                    TAIL + "the saliencies" + PART),
            threshold(Method.FLAT_LINE),
            whole(
                    "flat-line.least",
                    2,
                    1_000_000,
                    FlatLineConfig.DEFAULT.least(),
                    "A run of fewer equal samples is never a flat line."),
            threshold(Method.GAP),
            number(
                    "gap.least",
                    1,
                    1e6,
                    GapConfig.DEFAULT.least(),
                    "An interval shorter than this many usual ones is never a gap."),
            threshold(Method.RATE),
            number("rate.share", 0, 10, RateConfig.DEFAULT.share(), TAIL + "the rates" + PART),
            number(
                    "limits.lower",
                    -1e75,
                    1e75,
                    LimitsConfig.DEFAULT.lower(),
                    "Least allowed value; -1.0E75 means no limit."),
            number(
                    "limits.upper",
                    -1e75,
                    1e75,
                    LimitsConfig.DEFAULT.upper(),
                    "Greatest allowed value, at least the lower limit; 1.0E75 means no limit."),
            number(
                    "limits.hysteresis",
                    0,
                    1e75,
                    LimitsConfig.DEFAULT.hysteresis(),
                    "A value that exceeded a limit stays unusual until it is this far inside it again."),
            threshold(Method.HALF_SPACE_TREES),
            number(
                    "half-space-trees.share",
                    0,
                    10,
                    HalfSpaceTreesConfig.DEFAULT.share(),
                    TAIL + "the strangeness" + PART),
            threshold(Method.AUTOENCODER));

    private MethodSettings() {}

    private static ConfigKey<Double> threshold(Method method) {
        return number(
                method.key() + ".threshold",
                0.5,
                100,
                method.defaults().threshold(),
                "Score from which a sample is unusual: -log10 of its probability. Each additional 1 means ten times fewer false alarms.");
    }

    private static ConfigKey<Double> number(String name, double least, double most, double fallback, String doc) {
        return ConfigKey.of("detector." + name, decimal(least, most), shown(fallback), doc);
    }

    private static ConfigKey<Integer> whole(String name, int least, int most, int fallback, String doc) {
        return ConfigKey.of("detector." + name, integer(least, most), Integer.toString(fallback), doc);
    }
}
