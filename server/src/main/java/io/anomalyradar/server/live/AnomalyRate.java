package io.anomalyradar.server.live;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;

/**
 * The share of a device's scored samples that are unusual. Older samples count less: their weight halves every five
 * minutes of append time. Written by one thread, read by any.
 */
final class AnomalyRate {
    private static final double HALF_LIFE_MILLIS = 300_000;

    private Attributes attributes = Attributes.NONE;
    private long appendMillis;
    private double scored;
    private double unusual;

    /** Counts the samples of {@code frame}; neither late ones nor those of a warm-up are scored. */
    synchronized void add(ScoreFrame frame) {
        long passed = Math.max(0, frame.appendTimeMillis() - appendMillis);
        double kept = Math.pow(0.5, passed / HALF_LIFE_MILLIS);
        scored *= kept;
        unusual *= kept;
        for (int i = 0; i < frame.size(); i++) {
            SampleStatus status = frame.status(i);
            if (status != SampleStatus.LATE && status != SampleStatus.WARM_UP) {
                scored++;
                unusual += status == SampleStatus.NORMAL ? 0 : 1;
            }
        }
        appendMillis = Math.max(appendMillis, frame.appendTimeMillis());
        attributes = attributes.mergedWith(frame.attributes());
    }

    /** From 0 to 1; 0 as long as nothing was scored. */
    synchronized double share() {
        return scored > 0 ? unusual / scored : 0;
    }

    /** When the newest frame was appended. */
    synchronized long appendMillis() {
        return appendMillis;
    }

    /** The attributes that the frames gave. */
    synchronized Attributes attributes() {
        return attributes;
    }
}
