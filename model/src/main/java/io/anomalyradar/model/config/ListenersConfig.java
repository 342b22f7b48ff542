package io.anomalyradar.model.config;

/**
 * Listeners for telemetry that know no login.
 *
 * @param address on which they listen
 * @param graphitePort of Graphite's plaintext; 0: closed
 * @param graphiteDeviceNode the node of a path that is the device, from 0
 * @param statsd the listener for StatsD
 */
public record ListenersConfig(String address, int graphitePort, int graphiteDeviceNode, StatsdConfig statsd) {
    public static final ListenersConfig NONE = new ListenersConfig("127.0.0.1", 0, 1, StatsdConfig.CLOSED);
}
