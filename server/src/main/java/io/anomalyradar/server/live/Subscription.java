package io.anomalyradar.server.live;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.server.security.DeviceView;
import java.util.Set;

/**
 * The selection to which a client subscribes. An empty set means all.
 *
 * @param throttleMillis least time between two messages with samples
 * @param samples whether samples are wanted
 * @param anomalies whether anomalies are wanted
 * @param everyAnomaly whether {@code devices} and {@code metrics} limit the samples only
 * @param view the devices that the client may see, at this moment
 */
record Subscription(
        Set<String> devices,
        Set<String> metrics,
        Set<Severity> severities,
        long throttleMillis,
        boolean samples,
        boolean anomalies,
        boolean everyAnomaly,
        DeviceView view) {

    /** A selection of any device that is named. */
    Subscription(
            Set<String> devices,
            Set<String> metrics,
            Set<Severity> severities,
            long throttleMillis,
            boolean samples,
            boolean anomalies,
            boolean everyAnomaly) {
        this(devices, metrics, severities, throttleMillis, samples, anomalies, everyAnomaly, DeviceView.ALL);
    }

    /** The same selection for anomalies: its names are those whose anomalies are wanted. */
    Subscription ofAnomalies() {
        return everyAnomaly
                ? new Subscription(Set.of(), Set.of(), severities, throttleMillis, samples, anomalies, true, view)
                : this;
    }

    /** The same selection within {@code allowed}. */
    Subscription within(DeviceView allowed) {
        return new Subscription(
                devices, metrics, severities, throttleMillis, samples, anomalies, everyAnomaly, allowed);
    }

    boolean wantsDevice(String device) {
        return devices.isEmpty() || devices.contains(device);
    }

    boolean wantsMetric(String metric) {
        return metrics.isEmpty() || metrics.contains(metric);
    }

    boolean wants(Anomaly anomaly) {
        return anomalies
                && view.covers(anomaly.device())
                && (everyAnomaly || (wantsDevice(anomaly.device()) && wantsMetric(anomaly.metric())))
                && (severities.isEmpty() || severities.contains(anomaly.severity()));
    }
}
