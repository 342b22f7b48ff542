package io.anomalyradar.history;

import io.anomalyradar.detector.SampleStatus;
import java.util.Map;

/**
 * The stored data of one metric of a device, in numbers.
 *
 * @param samples counts by status; a status without samples is absent
 * @param firstMillis the least event time of its samples; {@code lastMillis} the greatest
 */
public record SeriesCounts(String metric, Map<SampleStatus, Long> samples, long firstMillis, long lastMillis) {
    public SeriesCounts {
        samples = Map.copyOf(samples);
    }

    /** All samples, late ones included. */
    public long total() {
        return samples.values().stream().mapToLong(Long::longValue).sum();
    }

    public long count(SampleStatus status) {
        return samples.getOrDefault(status, 0L);
    }
}
