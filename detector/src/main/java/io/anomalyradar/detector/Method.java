package io.anomalyradar.detector;

import io.anomalyradar.detector.ensemble.EnsembleConfig;
import io.anomalyradar.detector.method.MethodConfig;
import io.anomalyradar.detector.zscore.ZScoreConfig;
import java.util.Locale;

/** How samples are judged. The codes are part of the state format: add, never change. */
@SuppressWarnings("ImmutableEnumChecker") // every MethodConfig is a record of numbers
public enum Method {
    /** {@link io.anomalyradar.detector.zscore.ZScore} against a window of raw samples. */
    ZSCORE(0, ZScoreConfig.DEFAULT),
    /** {@link io.anomalyradar.detector.ensemble.Ensemble}, which keeps no raw samples: the default. */
    ENSEMBLE(1, EnsembleConfig.DEFAULT);

    private static final Method[] BY_CODE = values();

    private final int code;
    private final MethodConfig defaults;

    Method(int code, MethodConfig defaults) {
        this.code = code;
        this.defaults = defaults;
    }

    /** The method whose settings these are. */
    public static Method of(MethodConfig config) {
        for (Method method : BY_CODE) {
            if (method.defaults.getClass() == config.getClass()) {
                return method;
            }
        }
        throw new IllegalArgumentException("method must be one of Method's, was " + config);
    }

    /** The method of this code. */
    static Method of(int code) {
        return BY_CODE[code];
    }

    /** The highest code. */
    static int last() {
        return BY_CODE.length - 1;
    }

    /** Its number in the state. */
    int code() {
        return code;
    }

    /** Its settings where nothing is said. */
    public MethodConfig defaults() {
        return defaults;
    }

    /** Its name in settings: {@code zscore}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
