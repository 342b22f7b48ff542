package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.TimelineEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An incident while it changes. Its revision is 0 while it is forming. Mutable. */
final class OpenIncident {
    private static final int MAX_CHANNELS = 100;

    final String id;
    final String area;
    private final List<Incident.Member> members;
    private final List<String> merged = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private final List<TimelineEntry> timeline;
    private int revision;
    IncidentState state = IncidentState.OPEN;
    AlertSeverity severity;
    String cause = "";
    long causeEndedMillis;
    String assignee = "";
    private List<String> channels = List.of();
    long joinedMillis;
    int alerts;
    int open;
    int devices;
    Incident.Notified notified;
    long dueMillis;
    Alert lead;

    /** One that forms around {@code first}. */
    OpenIncident(String id, Alert first, long nowMillis) {
        this.id = id;
        this.area = first.area();
        this.lead = first;
        this.severity = first.severity();
        this.notified = new Incident.Notified(0, 0, AlertSeverity.INFO, 0);
        this.members = new ArrayList<>();
        this.timeline = new ArrayList<>(List.of(new TimelineEntry(nowMillis, AlertChange.FIRED, "", "")));
    }

    OpenIncident(Incident incident) {
        id = incident.id();
        area = incident.area();
        members = new ArrayList<>(incident.members());
        merged.addAll(incident.merged());
        removed.addAll(incident.removed());
        timeline = new ArrayList<>(incident.timeline());
        revision = incident.revision();
        state = incident.state();
        severity = incident.severity();
        cause = incident.cause();
        causeEndedMillis = incident.causeEndedMillis();
        assignee = incident.assignee();
        channels = incident.channels();
        joinedMillis = incident.joinedMillis();
        alerts = incident.counts().alerts();
        open = incident.counts().open();
        devices = incident.counts().devices();
        notified = incident.notified();
        dueMillis = incident.dueMillis();
        lead = incident.lead();
    }

    /** Whether it is an incident, and not only forming. */
    boolean isDeclared() {
        return revision > 0;
    }

    /** When it began to form. */
    long beganMillis() {
        return timeline.get(0).atMillis();
    }

    /** The devices of the members that are listed: all of them while it is forming. */
    List<String> memberDevices() {
        return members.stream().map(Incident.Member::device).distinct().toList();
    }

    /** Takes in the alert; the caller counts its device. */
    void join(Alert alert, long nowMillis) {
        alerts++;
        open++;
        joinedMillis = nowMillis;
        if (members.size() < Incident.MAX_MEMBERS) {
            members.add(new Incident.Member(alert.id(), alert.device(), alert.title(), nowMillis));
        }
        take(alert);
    }

    /** What a member's revision says about the whole. */
    void take(Alert alert) {
        take(alert.severity(), alert.channels());
        if (alert.id().equals(lead.id())) {
            lead = alert;
        }
    }

    private void take(AlertSeverity other, List<String> more) {
        if (other.compareTo(severity) > 0) {
            severity = other;
        }
        if (!channels.containsAll(more)) {
            Set<String> all = new LinkedHashSet<>(channels);
            all.addAll(more);
            channels = all.stream().limit(MAX_CHANNELS).toList();
        }
    }

    /** Takes in all of {@code other}; the caller counts its devices. */
    void merge(OpenIncident other) {
        alerts += other.alerts;
        open += other.open;
        joinedMillis = Math.max(joinedMillis, other.joinedMillis);
        cause = cause.isEmpty() ? other.cause : cause;
        take(other.severity, other.channels);
        other.members.stream()
                .limit(Math.max(0, Incident.MAX_MEMBERS - members.size()))
                .forEach(members::add);
        merged.addAll(other.merged);
        merged.add(other.id);
        while (merged.size() > Incident.MAX_MEMBERS) {
            merged.remove(0);
        }
    }

    /** The listed alerts with these ids, but for the one that stands for all. */
    List<Incident.Member> listed(List<String> ids) {
        return members.stream()
                .filter(member ->
                        ids.contains(member.alert()) && !member.alert().equals(lead.id()))
                .toList();
    }

    /** Hands {@code parts} over to {@code other}; the caller counts the devices. */
    void split(List<Incident.Member> parts, OpenIncident other) {
        members.removeAll(parts);
        alerts -= parts.size();
        open -= parts.size();
        for (Incident.Member part : parts) {
            removed.add(part.alert());
            other.members.add(part);
        }
        while (removed.size() > Incident.MAX_MEMBERS) {
            removed.remove(0);
        }
        other.alerts = parts.size();
        other.open = parts.size();
        other.joinedMillis = joinedMillis;
        other.take(other.lead.severity(), channels);
    }

    /** Adds an entry to the timeline. */
    void record(long nowMillis, AlertChange change, String by, String text) {
        if (timeline.size() > Alert.MAX_TIMELINE) {
            timeline.remove(1);
        }
        timeline.add(new TimelineEntry(nowMillis, change, by, text));
    }

    /** It is to be looked at again at {@code millis}, or earlier if that was planned. */
    void dueBy(long millis) {
        dueMillis = dueMillis == 0 ? millis : Math.min(dueMillis, millis);
    }

    /** The next revision. */
    Incident next() {
        revision++;
        return current();
    }

    Incident current() {
        return new Incident(
                id,
                revision,
                area,
                state,
                severity,
                cause,
                causeEndedMillis,
                assignee,
                channels,
                joinedMillis,
                new Incident.Counts(alerts, open, devices),
                notified,
                dueMillis,
                members,
                merged,
                removed,
                lead,
                timeline);
    }
}
