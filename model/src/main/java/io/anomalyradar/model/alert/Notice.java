package io.anomalyradar.model.alert;

import org.jspecify.annotations.Nullable;

/**
 * The job's decision that people are notified: a record of radar.notifications. It concerns an alert, or an incident
 * as a whole.
 *
 * @param number of the notification of its subject: 0 for the opening, 1 and up for updates
 * @param alert the alert, or the incident as one
 * @param incident null: it concerns an alert by itself
 */
public record Notice(NotifiedChange change, int number, Alert alert, @Nullable Incident incident) {

    /** Of an alert by itself. */
    public static Notice of(Alert alert, NotifiedChange change) {
        return new Notice(change, change == NotifiedChange.UPDATED ? 1 : 0, alert, null);
    }

    /** Of an incident. */
    public static Notice of(Incident incident, NotifiedChange change) {
        int number = change == NotifiedChange.UPDATED ? incident.notified().number() : 0;
        return new Notice(change, number, incident.asAlert(), incident);
    }

    /** Id of the alert or incident. */
    public String subject() {
        return alert.id();
    }

    /** What keeps notifications of one subject in order: the device of the alert, or the area of the incident. */
    public String place() {
        return incident == null ? alert.device() : incident.area();
    }

    /**
     * Its identity, the same for every attempt to deliver it: {@code <subject>:opened}, {@code <subject>:updated},
     * {@code <subject>:updated-2} and so on, {@code <subject>:ended}.
     */
    public String key() {
        return subject() + ":" + change.word() + (number > 1 ? "-" + number : "");
    }
}
