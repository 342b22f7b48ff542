package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import java.util.ArrayList;
import java.util.List;

/** An alert while it changes. Mutable. */
final class OpenAlert {
    final String id;
    final String rule;
    final boolean notifies;
    private final List<TimelineEntry> timeline;
    private int revision;
    AlertState state;
    AlertSeverity severity;
    String title;
    String assignee;
    long snoozedUntilMillis;
    long dueMillis;
    Anomaly anomaly;

    OpenAlert(String id, String rule, boolean notifies, String title, AlertSeverity severity, Anomaly anomaly) {
        this.id = id;
        this.rule = rule;
        this.notifies = notifies;
        this.title = title;
        this.severity = severity;
        this.anomaly = anomaly;
        this.state = AlertState.PENDING;
        this.assignee = "";
        this.timeline = new ArrayList<>();
    }

    OpenAlert(Alert alert) {
        this(alert.id(), alert.rule(), alert.notifies(), alert.title(), alert.severity(), alert.anomaly());
        revision = alert.revision();
        state = alert.state();
        assignee = alert.assignee();
        snoozedUntilMillis = alert.snoozedUntilMillis();
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

    /** Whether {@code other} is of the same series. */
    boolean isOf(Anomaly other) {
        return anomaly.metric().equals(other.metric());
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
                notifies,
                snoozedUntilMillis,
                assignee,
                dueMillis,
                anomaly,
                timeline);
    }
}
