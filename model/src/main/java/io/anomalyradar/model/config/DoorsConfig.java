package io.anomalyradar.model.config;

import java.util.List;

/**
 * The ways in for telemetry besides our own, which are off by default.
 *
 * @param influx whether the write endpoints of InfluxDB are open
 * @param influxDeviceTags the first of these tags that a line has names the device; at least one
 * @param prometheus whether Prometheus' remote write is open
 * @param prometheusLabels how its labels are read
 */
public record DoorsConfig(
        boolean influx, List<String> influxDeviceTags, boolean prometheus, LabelMapping prometheusLabels) {
    public static final DoorsConfig NONE =
            new DoorsConfig(false, List.of("device", "host"), false, LabelMapping.PROMETHEUS);

    public DoorsConfig {
        influxDeviceTags = List.copyOf(influxDeviceTags);
    }

    /** All doors, with their usual mapping. */
    public static DoorsConfig all() {
        return new DoorsConfig(true, NONE.influxDeviceTags, true, NONE.prometheusLabels);
    }
}
