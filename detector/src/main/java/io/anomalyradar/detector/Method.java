package io.anomalyradar.detector;

import io.anomalyradar.detector.adwin.AdwinConfig;
import io.anomalyradar.detector.average.MovingAverageConfig;
import io.anomalyradar.detector.ensemble.EnsembleConfig;
import io.anomalyradar.detector.ewma.EwmaConfig;
import io.anomalyradar.detector.flatline.FlatLineConfig;
import io.anomalyradar.detector.gap.GapConfig;
import io.anomalyradar.detector.limits.LimitsConfig;
import io.anomalyradar.detector.memory.ShapeConfig;
import io.anomalyradar.detector.method.MethodConfig;
import io.anomalyradar.detector.novelty.RecordConfig;
import io.anomalyradar.detector.oscillation.OscillationConfig;
import io.anomalyradar.detector.pagehinkley.PageHinkleyConfig;
import io.anomalyradar.detector.rate.RateConfig;
import io.anomalyradar.detector.robust.RobustZScoreConfig;
import io.anomalyradar.detector.seasonal.PeriodicConfig;
import io.anomalyradar.detector.seasonal.SeasonalConfig;
import io.anomalyradar.detector.spectral.SpectralResidualConfig;
import io.anomalyradar.detector.trees.HalfSpaceTreesConfig;
import io.anomalyradar.detector.trend.TrendConfig;
import io.anomalyradar.detector.variance.VarianceConfig;
import io.anomalyradar.detector.zscore.ZScoreConfig;
import java.util.Locale;

/** A method of scoring samples. The codes are part of the state format: add new ones, never change existing ones. */
@SuppressWarnings("ImmutableEnumChecker") // every MethodConfig is a record of numbers
public enum Method {
    /** {@link io.anomalyradar.detector.zscore.ZScore} against a window of raw samples. */
    ZSCORE(0, ZScoreConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.ensemble.Ensemble}, which keeps no raw samples: the default. */
    ENSEMBLE(1, EnsembleConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.robust.RobustZScore}: distance from the median of a window. */
    ROBUST_ZSCORE(2, RobustZScoreConfig.DEFAULT),
    /**
     * {@link io.anomalyradar.detector.average.MovingAverage}: the mean of the newest samples compared with a window.
     */
    MOVING_AVERAGE(3, MovingAverageConfig.DEFAULT),
    /**
     * {@link io.anomalyradar.detector.ewma.EwmaChart}: an exponentially weighted mean compared with its usual values.
     */
    EWMA(4, EwmaConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.seasonal.SeasonalResidual}: the hour of the day and of the week. */
    SEASONAL(5, SeasonalConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.seasonal.PeriodicResidual}: the phase within a period found in the signal. */
    PERIODIC(6, PeriodicConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.pagehinkley.PageHinkley}: shifts of the level, one by one. */
    PAGE_HINKLEY(7, PageHinkleyConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.adwin.Adwin}: shifts of the level of any duration. */
    ADWIN(8, AdwinConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.variance.VarianceChange}: a larger or smaller spread. */
    VARIANCE(9, VarianceConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.trend.TrendDetector}: a window that rises or falls. */
    TREND(10, TrendConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.spectral.SpectralResidual}: samples that stand out from the spectrum. */
    SPECTRAL_RESIDUAL(11, SpectralResidualConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.oscillation.Oscillation}: an oscillation. */
    OSCILLATION(12, OscillationConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.flatline.FlatLine}: the same value for too long. */
    FLAT_LINE(13, FlatLineConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.gap.Gap}: no samples for too long. */
    GAP(14, GapConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.rate.RateOfChange}: changes that are too fast. */
    RATE(15, RateConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.limits.Limits}: values beyond fixed limits. */
    LIMITS(16, LimitsConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.novelty.Records}: values beyond all earlier ones. */
    NOVELTY(17, RecordConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.memory.UnknownShape}: an unknown waveform. */
    SHAPE(18, ShapeConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.trees.HalfSpaceTrees}: regions with few earlier samples. */
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
