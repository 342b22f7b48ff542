package io.anomalyradar.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;

/**
 * Configures where a Flink cluster in this process reports its metrics.
 *
 * <p>Flink creates its reporters itself, from text settings; so a registry is stored here under a name and looked up by
 * it.
 */
public final class JobMetrics {
    static final String REGISTRY = "registry";

    private static final String REPORTER = "radar";
    private static final Map<String, MeterRegistry> REGISTRIES = new ConcurrentHashMap<>();

    private JobMetrics() {}

    /** Adds to {@code settings} that the cluster's jobs report to {@code meters}. */
    public static void report(Configuration settings, MeterRegistry meters) {
        String name = UUID.randomUUID().toString();
        REGISTRIES.put(name, meters);
        settings.set(MetricOptions.REPORTERS_LIST, REPORTER);
        settings.setString(option("factory.class"), MicrometerReporterFactory.class.getName());
        settings.setString(option(REGISTRY), name);
    }

    static MeterRegistry registry(String name) {
        MeterRegistry meters = REGISTRIES.remove(name);
        if (meters == null) {
            throw new IllegalArgumentException("no meter registry is kept under " + name);
        }
        return meters;
    }

    private static String option(String name) {
        return "metrics.reporter." + REPORTER + "." + name;
    }
}
