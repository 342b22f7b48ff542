package io.anomalyradar.server.live;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.anomaly.Anomaly;
import java.util.Set;

/**
 * What a client wants to hear of. An empty set means all.
 *
 * @param throttleMillis least time between two messages with samples
 * @param samples whether samples are wanted
 * @param anomalies whether anomalies are wanted
 */
record Subscription(
        Set<String> devices,
        Set<String> metrics,
        Set<Severity> severities,
        long throttleMillis,
        boolean samples,
        boolean anomalies) {

    boolean wantsDevice(String device) {
        return devices.isEmpty() || devices.contains(device);
    }

    boolean wantsMetric(String metric) {
        return metrics.isEmpty() || metrics.contains(metric);
    }

    boolean wants(Anomaly anomaly) {
        return anomalies
                && wantsDevice(anomaly.device())
                && wantsMetric(anomaly.metric())
                && (severities.isEmpty() || severities.contains(anomaly.severity()));
    }
}
