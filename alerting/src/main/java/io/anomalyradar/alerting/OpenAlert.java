package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An alert while it changes. Mutable. */
final class OpenAlert {
    final String id;
    final String rule;
    final String area;
    private final List<TimelineEntry> timeline;
    private int revision;
    AlertState state;
    AlertSeverity severity;
    String title;
    final Map<String, String> labels;
    String assignee;
    List<String> channels = List.of();
    long snoozedUntilMillis;
    String silence;
    long silencedUntilMillis;
    /** When a silence may next begin to cover it; {@code Long.MAX_VALUE}: never. Computed, not kept. */
    long nextSilenceMillis = Long.MAX_VALUE;

    long dueMillis;
    Anomaly anomaly;

    OpenAlert(
            String id,
            String rule,
            Map<String, String> labels,
            String area,
            String title,
            AlertSeverity severity,
            Anomaly anomaly) {
        this.id = id;
        this.rule = rule;
        this.labels = labels;
        this.area = area;
        this.title = title;
        this.severity = severity;
        this.anomaly = anomaly;
        this.state = AlertState.PENDING;
        this.assignee = "";
        this.silence = "";
        this.timeline = new ArrayList<>();
    }

    OpenAlert(Alert alert) {
        this(alert.id(), alert.rule(), alert.labels(), alert.area(), alert.title(), alert.severity(), alert.anomaly());
        revision = alert.revision();
        state = alert.state();
        assignee = alert.assignee();
        channels = alert.channels();
        snoozedUntilMillis = alert.snoozedUntilMillis();
        silence = alert.silence();
        silencedUntilMillis = alert.silencedUntilMillis();
        dueMillis = alert.dueMillis();
        timeline.addAll(alert.timeline());
    }

    /** Adds an entry to the timeline. */
    void record(long nowMillis, AlertChange change, String by, String text) {
        if (timeline.size() > Alert.MAX_TIMELINE) {
            timeline.remove(1);
        }
        timeline.add(new TimelineEntry(nowMillis, change, by, text));
    }

    /** Notifies through {@code more} channels too; those that know of it stay, for they need to know its end. */
    void addChannels(List<String> more) {
        Set<String> all = new LinkedHashSet<>(channels);
        all.addAll(more);
        channels = List.copyOf(all);
    }

    /** Whether {@code other} is of the same series, or of the same device's silence. */
    boolean isOf(Anomaly other) {
        return anomaly.metric().equals(other.metric()) && anomaly.isNoData() == other.isNoData();
    }

    /** Whether nothing but its anomaly keeps it: it ends with the anomaly. */
    boolean isResolved() {
        return state == AlertState.RESOLVED;
    }

    /** The next revision. */
    Alert next() {
        revision++;
        return current();
    }

    /** The revision emitted last, as it is now. */
    Alert current() {
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
                "",
                anomaly,
                labels,
                timeline);
    }
}
