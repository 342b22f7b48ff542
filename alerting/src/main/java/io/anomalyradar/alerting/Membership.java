package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.AlertSeverity;
import org.jspecify.annotations.Nullable;

/**
 * How an alert that fires belongs to an incident.
 *
 * @param incident its id
 * @param notified the highest severity of which people were notified for this alert by itself; null: they were not
 * @param withheld whether the incident is notified in its place
 */
public record Membership(String incident, @Nullable AlertSeverity notified, boolean withheld) {

    /** The same in another incident, which is notified in its place. */
    Membership in(String other) {
        return new Membership(other, notified, true);
    }

    Membership notified(AlertSeverity severity) {
        return new Membership(incident, severity, withheld);
    }
}
