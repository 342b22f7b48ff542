package io.anomalyradar.pipeline.metrics;

import org.apache.flink.metrics.MetricGroup;

/**
 * The metric group {@code radar} of an operator, in which all metrics of ours are. Counters are plain fields of the operator's
 * one thread, so that counting costs an addition. Lag, checkpoint age and checkpoint size are metrics of Flink's own.
 */
public final class RadarMetrics {
    private RadarMetrics() {}

    public static MetricGroup below(MetricGroup operator) {
        return operator.addGroup("radar");
    }
}
