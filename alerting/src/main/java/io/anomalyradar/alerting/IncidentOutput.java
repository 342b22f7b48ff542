package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.Notice;

/** Receives what {@link AreaIncidents} emits. */
public interface IncidentOutput {

    /** The revision of an alert that came in, with the incident to which it belongs. */
    void alert(Alert alert);

    /** A new revision of an incident. */
    void incident(Incident incident);

    /** People are to be notified. */
    void notice(Notice notice);
}
