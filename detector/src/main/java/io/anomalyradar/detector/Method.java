package io.anomalyradar.detector;

/** How samples are judged. The codes are part of the state format: add, never change. */
public enum Method {
    /** {@link io.anomalyradar.detector.zscore.ZScore} against a window of raw samples. */
    ZSCORE(0),
    /** {@link io.anomalyradar.detector.ensemble.Ensemble}, which keeps no raw samples: the default. */
    ENSEMBLE(1);

    private final int code;

    Method(int code) {
        this.code = code;
    }

    /** Its number in the state. */
    int code() {
        return code;
    }
}
