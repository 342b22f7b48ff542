package io.anomalyradar.model.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways in for telemetry besides our own.
 *
 * @param influx whether the write endpoints of InfluxDB are open
 * @param influxDeviceTags the first of these tags that a line has names the device; at least one
 * @param prometheus whether Prometheus' remote write is open
 * @param prometheusLabels how its labels, and those of scraped targets, are read
 * @param otlp whether OTLP metrics are taken, by HTTP and by gRPC
 * @param otlpAttributes how attributes of resources and data points are read
 * @param otlpResourceNames attributes of the resource that become part of the metric's name
 * @param collectd whether collectd's write_http is taken
 * @param listeners besides the HTTP server
 * @param scrape the targets that the server reads itself
 * @param kafkaMappings how further topics are read, as a file; null: none is
 */
public record DoorsConfig(
        boolean influx,
        List<String> influxDeviceTags,
        boolean prometheus,
        LabelMapping prometheusLabels,
        boolean otlp,
        LabelMapping otlpAttributes,
        List<String> otlpResourceNames,
        boolean collectd,
        ListenersConfig listeners,
        ScrapeConfig scrape,
        @Nullable Path kafkaMappings) {
    /** Everything is closed. */
    public static final DoorsConfig NONE = routes(false);
    /** The routes of the HTTP server are open, listeners of their own are not, and nothing is scraped. */
    public static final DoorsConfig DEFAULT = routes(true);

    public DoorsConfig {
        influxDeviceTags = List.copyOf(influxDeviceTags);
        otlpResourceNames = List.copyOf(otlpResourceNames);
    }

    private static DoorsConfig routes(boolean open) {
        return new DoorsConfig(
                open,
                List.of("device", "host"),
                open,
                LabelMapping.PROMETHEUS,
                open,
                LabelMapping.OTLP,
                List.of("service.name"),
                open,
                ListenersConfig.NONE,
                ScrapeConfig.NONE,
                null);
    }

    /** These doors with other listeners. */
    public DoorsConfig with(ListenersConfig others) {
        return new DoorsConfig(
                influx,
                influxDeviceTags,
                prometheus,
                prometheusLabels,
                otlp,
                otlpAttributes,
                otlpResourceNames,
                collectd,
                others,
                scrape,
                kafkaMappings);
    }

    /** These doors with further topics of Kafka, read as {@code mappings} says. */
    public DoorsConfig withTopics(Path mappings) {
        return new DoorsConfig(
                influx,
                influxDeviceTags,
                prometheus,
                prometheusLabels,
                otlp,
                otlpAttributes,
                otlpResourceNames,
                collectd,
                listeners,
                scrape,
                mappings);
    }

    /** These doors with other targets to scrape. */
    public DoorsConfig with(ScrapeConfig others) {
        return new DoorsConfig(
                influx,
                influxDeviceTags,
                prometheus,
                prometheusLabels,
                otlp,
                otlpAttributes,
                otlpResourceNames,
                collectd,
                listeners,
                others,
                kafkaMappings);
    }
}
