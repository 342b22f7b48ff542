package io.anomalyradar.model.config;

import java.util.List;

/**
 * The ways in for telemetry besides our own.
 *
 * @param influx whether the write endpoints of InfluxDB are open
 * @param influxDeviceTags the first of these tags that a line has names the device; at least one
 * @param prometheus whether Prometheus' remote write is open
 * @param prometheusLabels how its labels are read
 * @param otlp whether OTLP metrics are taken, by HTTP and by gRPC
 * @param otlpAttributes how attributes of resources and data points are read
 * @param otlpResourceNames attributes of the resource that become part of the metric's name
 * @param collectd whether collectd's write_http is taken
 * @param graphitePort of the listener for Graphite's plaintext; 0: closed
 * @param graphiteDeviceNode the node of a path that is the device, from 0
 * @param listenAddress of listeners that no login protects
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
        int graphitePort,
        int graphiteDeviceNode,
        String listenAddress) {
    public static final DoorsConfig NONE = new DoorsConfig(
            false,
            List.of("device", "host"),
            false,
            LabelMapping.PROMETHEUS,
            false,
            LabelMapping.OTLP,
            List.of("service.name"),
            false,
            0,
            1,
            "127.0.0.1");

    /** The routes of the HTTP server are open, listeners of their own are not. */
    public static final DoorsConfig DEFAULT = new DoorsConfig(
            true,
            NONE.influxDeviceTags,
            true,
            NONE.prometheusLabels,
            true,
            NONE.otlpAttributes,
            NONE.otlpResourceNames,
            true,
            0,
            NONE.graphiteDeviceNode,
            NONE.listenAddress);

    public DoorsConfig {
        influxDeviceTags = List.copyOf(influxDeviceTags);
        otlpResourceNames = List.copyOf(otlpResourceNames);
    }

    /** These doors, and the listener for Graphite on {@code port}. */
    public DoorsConfig withGraphite(int port) {
        return new DoorsConfig(
                influx,
                influxDeviceTags,
                prometheus,
                prometheusLabels,
                otlp,
                otlpAttributes,
                otlpResourceNames,
                collectd,
                port,
                graphiteDeviceNode,
                listenAddress);
    }
}
