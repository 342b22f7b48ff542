package io.anomalyradar.detector.broken;

import java.time.Instant;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class KnowsTime {
    public long seconds(Instant instant) {
        return instant.getEpochSecond();
    }
}
