package io.anomalyradar.detector;

import io.anomalyradar.detector.method.AdwinConfig;
import io.anomalyradar.detector.method.EnsembleConfig;
import io.anomalyradar.detector.method.EwmaConfig;
import io.anomalyradar.detector.method.FlatLineConfig;
import io.anomalyradar.detector.method.GapConfig;
import io.anomalyradar.detector.method.HalfSpaceTreesConfig;
import io.anomalyradar.detector.method.LimitsConfig;
import io.anomalyradar.detector.method.MethodConfig;
import io.anomalyradar.detector.method.MovingAverageConfig;
import io.anomalyradar.detector.method.OscillationConfig;
import io.anomalyradar.detector.method.PageHinkleyConfig;
import io.anomalyradar.detector.method.PeriodicConfig;
import io.anomalyradar.detector.method.RateConfig;
import io.anomalyradar.detector.method.RecordConfig;
import io.anomalyradar.detector.method.RobustZScoreConfig;
import io.anomalyradar.detector.method.SeasonalConfig;
import io.anomalyradar.detector.method.ShapeConfig;
import io.anomalyradar.detector.method.SpectralResidualConfig;
import io.anomalyradar.detector.method.TrendConfig;
import io.anomalyradar.detector.method.VarianceConfig;
import io.anomalyradar.detector.method.ZScoreConfig;
import java.util.Locale;

/** A method of scoring samples. The codes are part of the state format: add new ones, never change existing ones. */
@SuppressWarnings("ImmutableEnumChecker") // every MethodConfig is a record of numbers
public enum Method {
    /** {@code ZScore} against a window of raw samples. */
    ZSCORE(0, ZScoreConfig.DEFAULT),
    /** {@code Ensemble}, which keeps no raw samples: the default. */
    ENSEMBLE(1, EnsembleConfig.DEFAULT),
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
    /** {@code SeasonalResidual}: the hour of the day and of the week. */
    SEASONAL(5, SeasonalConfig.DEFAULT),
    /** {@code PeriodicResidual}: the phase within a period found in the signal. */
    PERIODIC(6, PeriodicConfig.DEFAULT),
    /** {@code PageHinkley}: shifts of the level, one by one. */
    PAGE_HINKLEY(7, PageHinkleyConfig.DEFAULT),
    /** {@code Adwin}: shifts of the level of any duration. */
    ADWIN(8, AdwinConfig.DEFAULT),
    /** {@code VarianceChange}: a larger or smaller spread. */
    VARIANCE(9, VarianceConfig.DEFAULT),
    /** {@code TrendDetector}: a window that rises or falls. */
    TREND(10, TrendConfig.DEFAULT),
    /** {@code SpectralResidual}: samples that stand out from the spectrum. */
    SPECTRAL_RESIDUAL(11, SpectralResidualConfig.DEFAULT),
    /** {@code Oscillation}: an oscillation. */
    OSCILLATION(12, OscillationConfig.DEFAULT),
    /** {@code FlatLine}: the same value for too long. */
    FLAT_LINE(13, FlatLineConfig.DEFAULT),
    /** {@code Gap}: no samples for too long. */
    GAP(14, GapConfig.DEFAULT),
    /** {@code RateOfChange}: changes that are too fast. */
    RATE(15, RateConfig.DEFAULT),
    /** {@code Limits}: values beyond fixed limits. */
    LIMITS(16, LimitsConfig.DEFAULT),
    /** {@code Records}: values beyond all earlier ones. */
    NOVELTY(17, RecordConfig.DEFAULT),
    /** {@code UnknownShape}: an unknown waveform. */
    SHAPE(18, ShapeConfig.DEFAULT),
    /** {@code HalfSpaceTrees}: regions with few earlier samples. */
    HALF_SPACE_TREES(19, HalfSpaceTreesConfig.DEFAULT);

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
