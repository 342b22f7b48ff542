package io.anomalyradar.bus.deadletters;

import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What became of the dead letters of a replay. Not thread-safe. */
public final class ReplayTally {
    private long letters;
    private long records;
    private long samples;
    private final Map<RefusalCode, Long> stillRefused = new EnumMap<>(RefusalCode.class);

    public void count(Redelivery redelivery) {
        letters++;
        if (redelivery instanceof Redelivery.Sendable sendable) {
            records++;
            samples += sendable.samples();
        }
        for (Refusal refusal : redelivery.stillRefused()) {
            stillRefused.merge(refusal.code(), 1L, Long::sum);
        }
    }

    /** Dead letters counted. */
    public long letters() {
        return letters;
    }

    /** Records that would be accepted now. */
    public long records() {
        return records;
    }

    /** Samples in these. */
    public long samples() {
        return samples;
    }

    /** By code, what would be refused again. */
    public Map<RefusalCode, Long> stillRefused() {
        return Collections.unmodifiableMap(stillRefused);
    }
}
