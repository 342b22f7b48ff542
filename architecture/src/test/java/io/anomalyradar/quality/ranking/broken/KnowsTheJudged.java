package io.anomalyradar.quality.ranking.broken;

import io.anomalyradar.detector.DetectorConfig;

/** A scorer that could be kind to the detector it knows. */
public final class KnowsTheJudged {
    public DetectorConfig favourite() {
        return DetectorConfig.DEFAULT;
    }
}
