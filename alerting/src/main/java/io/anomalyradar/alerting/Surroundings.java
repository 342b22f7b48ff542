package io.anomalyradar.alerting;

import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.IncidentPolicy;

/**
 * What decides about the incidents of an area at one time.
 *
 * @param devices which device contains which
 */
public record Surroundings(IncidentPolicy policy, DeviceRegistry devices) {}
