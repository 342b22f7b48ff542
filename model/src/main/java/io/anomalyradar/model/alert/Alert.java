package io.anomalyradar.model.alert;

import io.anomalyradar.model.anomaly.Anomaly;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a person is notified of: the condition of one rule holds for one series, or for the metrics of a device together. It is
 * emitted under the next revision with every change. Immutable.
 *
 * @param id 32 hexadecimal digits; the same after a replay
 * @param rule id of the rule
 * @param title one line for people
 * @param snoozedUntilMillis nobody is notified before this append time; 0: not snoozed
 * @param silence id of the silence that covers it; empty: none does
 * @param silencedUntilMillis append time until which it is silenced, as far as is known; 0: it is not
 * @param assignee empty: nobody
 * @param channels ids of the channels through which people are notified of it
 * @param dueMillis append time at which it fires (pending) or resolves (its condition no longer holds); 0: neither is
 *     planned
 * @param area where it belongs with other alerts, see {@link Area}
 * @param incident id of the incident that it belongs to as soon as that is opened; empty: it has not fired yet, or
 *     nobody is to know that it fires
 * @param anomaly the newest revision of the anomaly
 * @param labels of the rule
 * @param timeline oldest first; the first entry and the newest {@value #MAX_TIMELINE}
 */
public record Alert(
        String id,
        int revision,
        String rule,
        String title,
        AlertState state,
        AlertSeverity severity,
        long snoozedUntilMillis,
        String silence,
        long silencedUntilMillis,
        String assignee,
        List<String> channels,
        long dueMillis,
        String area,
        String incident,
        Anomaly anomaly,
        Map<String, String> labels,
        List<TimelineEntry> timeline) {
    public static final int MAX_TIMELINE = 50;

    public Alert {
        channels = List.copyOf(channels);
        timeline = List.copyOf(timeline);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** An alert without labels. */
    public Alert(
            String id,
            int revision,
            String rule,
            String title,
            AlertState state,
            AlertSeverity severity,
            long snoozedUntilMillis,
            String silence,
            long silencedUntilMillis,
            String assignee,
            List<String> channels,
            long dueMillis,
            String area,
            String incident,
            Anomaly anomaly,
            List<TimelineEntry> timeline) {
        this(
                id,
                revision,
                rule,
                title,
                state,
                severity,
                snoozedUntilMillis,
                silence,
                silencedUntilMillis,
                assignee,
                channels,
                dueMillis,
                area,
                incident,
                anomaly,
                Map.of(),
                timeline);
    }

    public String device() {
        return anomaly.device();
    }

    /** The same revision, as a part of {@code incidentId}. */
    public Alert in(String incidentId) {
        return new Alert(
                id,
                revision,
                rule,
                title,
                state,
                severity,
                snoozedUntilMillis,
                silence,
                silencedUntilMillis,
                assignee,
                channels,
                dueMillis,
                area,
                incidentId,
                anomaly,
                labels,
                timeline);
    }

    /** When it last changed, as append time. */
    public long changedMillis() {
        return timeline.get(timeline.size() - 1).atMillis();
    }

    /** When it came into being, as append time. */
    public long createdMillis() {
        return timeline.get(0).atMillis();
    }

    public boolean isSnoozed() {
        return snoozedUntilMillis > 0;
    }

    public boolean isSilenced() {
        return silencedUntilMillis > 0;
    }

    /** Whether people are to know that it fires: nobody has taken it on, and it is neither snoozed nor silenced. */
    public boolean callsForAttention() {
        return state == AlertState.FIRING && !isSnoozed() && !isSilenced();
    }
}
