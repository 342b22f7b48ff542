package io.anomalyradar.pipeline.metrics;

import org.apache.flink.metrics.MetricGroup;

/**
 * The metric group {@code radar} of an operator, which contains all our metrics. Counters are plain fields of the
 * operator's single thread, so that counting costs an addition. Lag, checkpoint age and checkpoint size are Flink's own
 * metrics.
 */
public final class RadarMetrics {
    private RadarMetrics() {}

    public static MetricGroup below(MetricGroup operator) {
        return operator.addGroup("radar");
    }
}
