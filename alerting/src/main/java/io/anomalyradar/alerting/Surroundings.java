package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.Escalation;
import io.anomalyradar.model.control.IncidentPolicy;
import java.util.Optional;

/**
 * What decides about the incidents of an area at one time.
 *
 * @param devices which device contains which
 */
public record Surroundings(AlertRules rules, DeviceRegistry devices) {

    /** When alerts are notified together. */
    IncidentPolicy policy() {
        return rules.incidents();
    }

    /** What happens when nobody takes on {@code alert}. */
    Optional<Escalation> escalation(Alert alert) {
        return rules.escalation(alert, devices.placementAt(alert.device(), alert.changedMillis()));
    }
}
