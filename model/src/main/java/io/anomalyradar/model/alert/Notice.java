package io.anomalyradar.model.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The job's decision that people are notified: a record of radar.notifications. It concerns an alert, or an incident
 * as a whole.
 *
 * @param channel through which it goes; empty: through all of the alert's
 * @param withheld whether it waits in the inbox instead, because the budget of the channel is used up
 * @param number of the notification of its subject: 0 for the opening, 1 and up for updates, 1 and up for escalations
 * @param alert the alert, or the incident as one
 * @param incident null: it concerns an alert by itself
 */
public record Notice(
        NotifiedChange change, int number, String channel, boolean withheld, Alert alert, @Nullable Incident incident) {

    /** Of an alert by itself. */
    public static Notice of(Alert alert, NotifiedChange change) {
        return new Notice(change, change == NotifiedChange.UPDATED ? 1 : 0, "", false, alert, null);
    }

    /** Of an incident. */
    public static Notice of(Incident incident, NotifiedChange change) {
        int number = change == NotifiedChange.UPDATED ? incident.notified().number() : 0;
        return new Notice(change, number, "", false, incident.asAlert(), incident);
    }

    /** The same through one channel. */
    public Notice through(String one) {
        return new Notice(change, number, one, withheld, alert, incident);
    }

    /** The same, which nobody is sent. */
    public Notice asWithheld() {
        return new Notice(change, number, channel, true, alert, incident);
    }

    /** What it is to people who were not notified before. */
    public Notice asOpening() {
        return new Notice(NotifiedChange.OPENED, 0, channel, false, alert, incident);
    }

    /** One message about several alerts, of which this one is the most unusual. */
    public Notice asDigest(String id, String title, String text, long atMillis) {
        Alert digest = new Alert(
                id,
                1,
                alert.rule(),
                title,
                AlertState.FIRING,
                AlertSeverity.INFO,
                0,
                "",
                0,
                "",
                List.of(channel),
                0,
                alert.area(),
                "",
                alert.anomaly().explained(text),
                List.of(new TimelineEntry(atMillis, AlertChange.FIRED, "", "")));
        return new Notice(NotifiedChange.DIGEST, 0, channel, false, digest, null);
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
     * {@code <subject>:updated-2} and so on, {@code <subject>:escalated} likewise, {@code <subject>:ended}.
     */
    public String key() {
        return subject() + ":" + change.word() + (number > 1 ? "-" + number : "");
    }
}
