package io.anomalyradar.model.alert;

import java.util.List;
import java.util.Locale;

/**
 * Alerts that belong together because they fire at the same time in the same area. People are notified of the incident,
 * not of each alert. It is emitted under the next revision when it changes, at most about once a second while alerts
 * join and leave. Immutable.
 *
 * @param id 32 hexadecimal digits; the same after a replay
 * @param area where its alerts are, see {@link Area}
 * @param severity the highest of its alerts
 * @param cause the device whose silence explains the others'; empty: none is known
 * @param causeEndedMillis append time at which the cause ended, until people are notified of what goes on; 0: it has not
 * @param assignee empty: nobody
 * @param channels ids of the channels through which people are notified of it
 * @param joinedMillis when the newest alert joined, as append time
 * @param counts exact, however many there are
 * @param notified what people were notified of last
 * @param dueMillis append time at which it is to be looked at again; 0: none is planned
 * @param members the first {@value #MAX_MEMBERS} alerts
 * @param merged ids of the incidents that were merged into it; at most {@value #MAX_MEMBERS}
 * @param removed ids of alerts that were split off; at most {@value #MAX_MEMBERS}
 * @param lead the alert that stands for the others
 * @param timeline oldest first; the first entry and the newest {@value Alert#MAX_TIMELINE}
 */
public record Incident(
        String id,
        int revision,
        String area,
        IncidentState state,
        AlertSeverity severity,
        String cause,
        long causeEndedMillis,
        String assignee,
        List<String> channels,
        long joinedMillis,
        Counts counts,
        Notified notified,
        long dueMillis,
        List<Member> members,
        List<String> merged,
        List<String> removed,
        Alert lead,
        List<TimelineEntry> timeline) {
    public static final int MAX_MEMBERS = 50;

    public Incident {
        channels = List.copyOf(channels);
        members = List.copyOf(members);
        merged = List.copyOf(merged);
        removed = List.copyOf(removed);
        timeline = List.copyOf(timeline);
    }

    /**
     * How many there are.
     *
     * @param alerts that joined
     * @param open of them, those that are not resolved
     * @param devices with at least one alert that joined
     */
    public record Counts(int alerts, int open, int devices) {}

    /**
     * What people know.
     *
     * @param number of the newest notification; 0: the opening
     * @param alerts that had joined by then
     * @param severity by then
     * @param atMillis append time
     */
    public record Notified(int number, int alerts, AlertSeverity severity, long atMillis) {}

    /** An alert that joined. */
    public record Member(String alert, String device, String title, long atMillis) {}

    /** Whether {@code alert} is one of its alerts, also when the alert does not know yet that it was merged or split. */
    public boolean has(Alert alert) {
        return members.stream().anyMatch(member -> member.alert().equals(alert.id()))
                || ((alert.incident().equals(id) || merged.contains(alert.incident()))
                        && !removed.contains(alert.id()));
    }

    /** When its first alert fired, as append time. */
    public long openedMillis() {
        return members.get(0).atMillis();
    }

    /** When it last changed, as append time. */
    public long changedMillis() {
        return timeline.get(timeline.size() - 1).atMillis();
    }

    /** How many alerts there are besides the one that stands for them, on how many devices, and where. */
    public String extent() {
        int more = counts.alerts() - 1;
        if (more == 0) {
            return "";
        }
        String alerts = more == 1 ? "one more alert" : String.format(Locale.ROOT, "%,d more alerts", more);
        String devices =
                counts.devices() == 1 ? "one device" : String.format(Locale.ROOT, "%,d devices", counts.devices());
        return ("+ " + alerts + " on " + devices + " " + Area.of(area).place()).strip();
    }

    /** The incident as one alert, for receivers that know alerts alone. */
    public Alert asAlert() {
        String extent = extent();
        AlertState shown =
                switch (state) {
                    case OPEN -> AlertState.FIRING;
                    case ACKNOWLEDGED -> AlertState.ACKNOWLEDGED;
                    case RESOLVED -> AlertState.RESOLVED;
                };
        return new Alert(
                id,
                revision,
                lead.rule(),
                extent.isEmpty() ? lead.title() : lead.title() + " (" + extent + ")",
                shown,
                severity,
                0,
                "",
                0,
                assignee,
                channels,
                0,
                area,
                id,
                lead.anomaly(),
                lead.labels(),
                timeline);
    }
}
