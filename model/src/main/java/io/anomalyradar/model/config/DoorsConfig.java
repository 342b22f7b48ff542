package io.anomalyradar.model.config;

import java.util.List;

/**
 * The ways in for telemetry besides our own, which are off by default.
 *
 * @param influx whether the write endpoints of InfluxDB are open
 * @param influxDeviceTags the first of these tags that a line has names the device; at least one
 */
public record DoorsConfig(boolean influx, List<String> influxDeviceTags) {
    public static final DoorsConfig NONE = new DoorsConfig(false, List.of("device", "host"));

    public DoorsConfig {
        influxDeviceTags = List.copyOf(influxDeviceTags);
    }
}
