package io.anomalyradar.quality.ranking.broken;

import io.anomalyradar.detector.DetectorConfig;

/** A scorer that depends on the detector it scores, and so could favour it. */
public final class KnowsTheJudged {
    public DetectorConfig favourite() {
        return DetectorConfig.DEFAULT;
    }
}
