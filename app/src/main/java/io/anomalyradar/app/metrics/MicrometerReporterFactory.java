package io.anomalyradar.app.metrics;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Creates the reporter; Flink finds it as a service. */
public final class MicrometerReporterFactory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new MicrometerReporter(JobMetrics.registry(properties.getProperty(JobMetrics.REGISTRY)));
    }
}
