package io.anomalyradar.model.config;

import java.util.List;

/**
 * The ways in for telemetry besides our own, which are off by default.
 *
 * @param influx whether the write endpoints of InfluxDB are open
 * @param influxDeviceTags the first of these tags that a line has names the device; at least one
 * @param prometheus whether Prometheus' remote write is open
 * @param prometheusLabels how its labels are read
 * @param otlp whether OTLP metrics are taken, by HTTP and by gRPC
 * @param otlpAttributes how attributes of resources and data points are read
 * @param otlpResourceNames attributes of the resource that become part of the metric's name
 */
public record DoorsConfig(
        boolean influx,
        List<String> influxDeviceTags,
        boolean prometheus,
        LabelMapping prometheusLabels,
        boolean otlp,
        LabelMapping otlpAttributes,
        List<String> otlpResourceNames) {
    public static final DoorsConfig NONE = new DoorsConfig(
            false,
            List.of("device", "host"),
            false,
            LabelMapping.PROMETHEUS,
            false,
            LabelMapping.OTLP,
            List.of("service.name"));

    public DoorsConfig {
        influxDeviceTags = List.copyOf(influxDeviceTags);
        otlpResourceNames = List.copyOf(otlpResourceNames);
    }

    /** All doors, with their usual mapping. */
    public static DoorsConfig all() {
        return new DoorsConfig(
                true,
                NONE.influxDeviceTags,
                true,
                NONE.prometheusLabels,
                true,
                NONE.otlpAttributes,
                NONE.otlpResourceNames);
    }
}
