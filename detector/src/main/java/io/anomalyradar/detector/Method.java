package io.anomalyradar.detector;

import io.anomalyradar.detector.method.AutoencoderConfig;
import io.anomalyradar.detector.method.EwmaConfig;
import io.anomalyradar.detector.method.FlatLineConfig;
import io.anomalyradar.detector.method.GapConfig;
import io.anomalyradar.detector.method.HalfSpaceTreesConfig;
import io.anomalyradar.detector.method.LimitsConfig;
import io.anomalyradar.detector.method.MethodConfig;
import io.anomalyradar.detector.method.MovingAverageConfig;
import io.anomalyradar.detector.method.PredictiveConfig;
import io.anomalyradar.detector.method.RateConfig;
import io.anomalyradar.detector.method.RobustZScoreConfig;
import io.anomalyradar.detector.method.SpectralResidualConfig;
import io.anomalyradar.detector.method.TrendConfig;
import io.anomalyradar.detector.method.ZScoreConfig;
import java.util.Locale;

/** A method of scoring samples. The codes are part of the state format: add new ones, never change existing ones. */
@SuppressWarnings("ImmutableEnumChecker") // every MethodConfig is a record of numbers
public enum Method {
    /** {@code ZScore} against a window of raw samples. */
    ZSCORE(0, ZScoreConfig.DEFAULT),
    /** {@code Predictive}: errors of predictions, of samples and of several together: the default. */
    PREDICTIVE(1, PredictiveConfig.DEFAULT),
    /** {@code RobustZScore}: distance from the median of a window. */
    ROBUST_ZSCORE(2, RobustZScoreConfig.DEFAULT),
    /**
     * {@code MovingAverage}: the mean of the newest samples compared with a window.
     */
    MOVING_AVERAGE(3, MovingAverageConfig.DEFAULT),
    /**
     * {@code EwmaChart}: an exponentially weighted mean compared with its usual values.
     */
    EWMA(4, EwmaConfig.DEFAULT),
    /** {@code TrendDetector}: a window that rises or falls. */
    TREND(5, TrendConfig.DEFAULT),
    /** {@code SpectralResidual}: samples that stand out from the spectrum. */
    SPECTRAL_RESIDUAL(6, SpectralResidualConfig.DEFAULT),
    /** {@code FlatLine}: the same value for too long. */
    FLAT_LINE(7, FlatLineConfig.DEFAULT),
    /** {@code Gap}: no samples for too long. */
    GAP(8, GapConfig.DEFAULT),
    /** {@code RateOfChange}: changes that are too fast. */
    RATE(9, RateConfig.DEFAULT),
    /** {@code Limits}: values beyond fixed limits. */
    LIMITS(10, LimitsConfig.DEFAULT),
    /** {@code HalfSpaceTrees}: regions with few earlier samples. */
    HALF_SPACE_TREES(11, HalfSpaceTreesConfig.DEFAULT),
    /** {@code Autoencoder}: windows that an autoencoder does not reconstruct as well as others. */
    AUTOENCODER(12, AutoencoderConfig.DEFAULT);

    private static final Method[] BY_CODE = values();

    private final int code;
    private final MethodConfig defaults;

    Method(int code, MethodConfig defaults) {
        this.code = code;
        this.defaults = defaults;
    }

    /** The method that these settings belong to. */
    public static Method of(MethodConfig config) {
        for (Method method : BY_CODE) {
            if (method.defaults.getClass() == config.getClass()) {
                return method;
            }
        }
        throw new IllegalArgumentException("method must be one of Method's, was " + config);
    }

    /** The method with this code; throws {@link IllegalArgumentException} if there is none. */
    public static Method of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("code must be in [0, " + (BY_CODE.length - 1) + "], was " + code);
        }
        return BY_CODE[code];
    }

    /** The highest code. */
    static int last() {
        return BY_CODE.length - 1;
    }

    /** Its code in the state. */
    int code() {
        return code;
    }

    /** Its default settings. */
    public MethodConfig defaults() {
        return defaults;
    }

    /** Its name in the configuration: {@code zscore}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
