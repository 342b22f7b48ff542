package io.anomalyradar.model.telemetry;

import java.util.HashSet;
import java.util.Set;

/**
 * The metric names of a frame, and whether all of them are valid: within the bounds and without repeats. Checked once
 * per list, however many frames have it.
 */
@SuppressWarnings("ArrayRecordComponent") // shared by frames, never compared
record MetricNames(String[] texts, boolean areGood) {
    static final MetricNames NONE = new MetricNames(new String[0], false);

    static MetricNames of(String[] texts) {
        return new MetricNames(texts, areGood(texts));
    }

    private static boolean areGood(String[] texts) {
        if (texts.length > FrameLimits.MAX_SAMPLES) {
            return false;
        }
        Set<String> seen = new HashSet<>();
        for (String text : texts) {
            if (FrameLimits.checkMetric(text) != null || !seen.add(text)) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return texts.length;
    }

    /** These names followed by {@code others}. */
    MetricNames plus(MetricNames others) {
        if (size() == 0) {
            return others;
        }
        String[] all = new String[size() + others.size()];
        System.arraycopy(texts, 0, all, 0, size());
        System.arraycopy(others.texts, 0, all, size(), others.size());
        return of(all);
    }
}
