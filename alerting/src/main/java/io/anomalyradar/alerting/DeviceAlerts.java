package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Area;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.AlertRule;
import io.anomalyradar.model.control.Placement;
import io.anomalyradar.model.control.Silence;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle of one device's alerts.
 *
 * <pre>
 *            for                     acknowledge
 * PENDING ────────► FIRING ◄──────────────────────► ACKNOWLEDGED
 *    │                │      unacknowledge, a           │
 *    │ ends early     │      higher severity            │
 *    └────────────────┴──────────► RESOLVED ◄───────────┘
 *                        the anomaly ends (after keepFiring), the condition no longer
 *                        holds, the rule is gone, or a person resolves it
 * </pre>
 *
 * <p>An alert belongs to one rule and one series. A further anomaly of the series while it fires joins it; the alert is
 * resolved when the series has been usual for {@code keepFiring}. Each change is emitted as the next revision. An alert
 * that a person has resolved stays known until its anomaly ends, so that it does not open again. A silence changes
 * nothing about an alert but that nobody is notified while it lasts. Mutable, not thread-safe.
 */
public final class DeviceAlerts {
    /** The most alerts of a device that are open at the same time; further anomalies open none. */
    public static final int MAX_OPEN = 1_000;

    private final Map<String, OpenAlert> open = new LinkedHashMap<>();
    private final Consumer<Alert> emitted;
    private final Map<String, OpenAlert> changed = new LinkedHashMap<>();
    private long refused;

    /**
     * The alerts of a device.
     *
     * @param kept what {@link #kept} returned
     * @param emitted receives the new revision of an alert with each change
     */
    public DeviceAlerts(Collection<Alert> kept, Consumer<Alert> emitted) {
        kept.forEach(alert -> open.put(alert.id(), new OpenAlert(alert)));
        this.emitted = emitted;
    }

    /** The alerts to be kept for the next event. */
    public List<Alert> kept() {
        return open.values().stream().map(OpenAlert::current).toList();
    }

    /** How many alerts were not opened because there were {@value #MAX_OPEN}. */
    public long refused() {
        return refused;
    }

    /** When {@link #advance} is to be called next, as append time. */
    public OptionalLong nextDueMillis() {
        return open.values().stream()
                .flatMapToLong(alert -> LongStream.of(
                        alert.dueMillis, alert.snoozedUntilMillis, alert.silencedUntilMillis, alert.nextSilenceMillis))
                .filter(millis -> millis > 0 && millis < Long.MAX_VALUE)
                .min();
    }

    /** A new revision of an anomaly, at append time {@code nowMillis}. */
    public void onAnomaly(Anomaly anomaly, InForce inForce, long nowMillis) {
        happen(inForce, nowMillis);
        AlertRules rules = inForce.rules();
        Placement placement = inForce.placement();
        Map<String, AlertRule> matching = new LinkedHashMap<>();
        rules.matching(anomaly, placement, inForce.event()).forEach(rule -> matching.put(rule.id(), rule));
        Routing routing = (rule, severity) -> rules.channels(rule, severity, anomaly, placement, nowMillis);
        for (OpenAlert alert : List.copyOf(open.values())) {
            if (alert.anomaly.id().equals(anomaly.id())) {
                update(alert, anomaly, matching.remove(alert.rule), routing, nowMillis);
            } else if (alert.isOf(anomaly) && anomaly.state() == AnomalyState.OPEN) {
                recur(alert, anomaly, matching, routing, nowMillis);
            }
        }
        if (anomaly.state() == AnomalyState.OPEN) {
            matching.values().forEach(rule -> open(rule, anomaly, inForce.area(), routing, nowMillis));
        }
        finish(inForce, nowMillis);
    }

    /** The series of an alert is unusual again: it goes on to fire, for the new anomaly. */
    private void recur(
            OpenAlert alert, Anomaly anomaly, Map<String, AlertRule> matching, Routing routing, long nowMillis) {
        if (alert.isResolved()) {
            open.remove(alert.id); // by a person, and its anomaly is over
            return;
        }
        AlertRule rule = matching.remove(alert.rule);
        if (rule != null) {
            alert.record(nowMillis, AlertChange.RECURRED, "", "");
            update(alert, anomaly, rule, routing, nowMillis);
            emit(alert);
        }
    }

    /** Through which channels people are notified of an alert. */
    @FunctionalInterface
    private interface Routing {
        List<String> channels(AlertRule rule, AlertSeverity severity);
    }

    private void open(AlertRule rule, Anomaly anomaly, Area area, Routing routing, long nowMillis) {
        String id = AlertId.of(rule.id(), anomaly.id());
        if (open.size() >= MAX_OPEN) {
            refused++;
            return;
        }
        OpenAlert alert = new OpenAlert(
                id, rule.id(), rule.labels(), area.toString(), title(rule, anomaly), severity(rule, anomaly), anomaly);
        alert.channels = routing.channels(rule, alert.severity);
        open.put(id, alert);
        long pending = rule.forMillis() + missing(rule, anomaly, nowMillis);
        if (pending > 0) {
            alert.dueMillis = nowMillis + pending;
            alert.record(nowMillis, AlertChange.PENDING, "", "");
            emit(alert);
        } else {
            fire(alert, nowMillis);
        }
    }

    /** The job reports silence when the first rule asks for it; others may ask for a longer one. */
    private static long missing(AlertRule rule, Anomaly anomaly, long nowMillis) {
        return anomaly.isNoData() ? Math.max(0, rule.noDataMillis() - (nowMillis - anomaly.startMillis())) : 0;
    }

    private void update(OpenAlert alert, Anomaly anomaly, @Nullable AlertRule rule, Routing routing, long nowMillis) {
        alert.anomaly = anomaly;
        boolean ended = anomaly.state() == AnomalyState.ENDED;
        if (alert.isResolved()) {
            if (ended) {
                open.remove(alert.id);
            }
            return;
        }
        if (rule == null || ended) {
            stop(alert, rule, ended ? "the anomaly ended" : "the condition no longer holds", nowMillis);
            return;
        }
        alert.title = title(rule, anomaly);
        if (alert.state != AlertState.PENDING) {
            alert.dueMillis = 0; // the condition holds again
        }
        AlertSeverity severity = severity(rule, anomaly);
        if (severity.compareTo(alert.severity) > 0) {
            String before = alert.severity.name();
            alert.severity = severity;
            alert.addChannels(routing.channels(rule, severity));
            if (alert.state == AlertState.ACKNOWLEDGED) {
                alert.state = AlertState.FIRING;
            }
            alert.record(nowMillis, AlertChange.SEVERITY_RAISED, "", before + " to " + severity.name());
            emit(alert);
        }
    }

    private void stop(OpenAlert alert, @Nullable AlertRule rule, String reason, long nowMillis) {
        long keep = rule == null || alert.state == AlertState.PENDING ? 0 : rule.keepFiringMillis();
        if (keep == 0) {
            resolve(alert, nowMillis, "", reason);
        } else if (alert.dueMillis == 0) {
            alert.dueMillis = nowMillis + keep;
        }
    }

    /** Everything that is due at {@code nowMillis} happens. */
    public void advance(InForce inForce, long nowMillis) {
        happen(inForce, nowMillis);
        finish(inForce, nowMillis);
    }

    private void happen(InForce inForce, long nowMillis) {
        for (OpenAlert alert : List.copyOf(open.values())) {
            if (!inForce.rules().has(alert.rule)) {
                resolve(alert, nowMillis, "", "the rule is gone or disabled");
                continue;
            }
            if (alert.snoozedUntilMillis > 0 && alert.snoozedUntilMillis <= nowMillis) {
                alert.snoozedUntilMillis = 0;
                alert.record(nowMillis, AlertChange.SNOOZE_ENDED, "", "");
                emit(alert);
            }
            if (alert.dueMillis > 0 && alert.dueMillis <= nowMillis) {
                alert.dueMillis = 0;
                if (alert.state == AlertState.PENDING) {
                    fire(alert, nowMillis);
                } else {
                    resolve(alert, nowMillis, "", "the anomaly ended");
                }
            }
        }
    }

    /**
     * A person's command, at append time {@code nowMillis}.
     *
     * @return false when it changes nothing: the alert is not open, or is already as the command wants it
     */
    public boolean onCommand(AlertCommand command, InForce inForce, long nowMillis) {
        happen(inForce, nowMillis);
        boolean changes = command.action() == AlertAction.REVIEW || given(command, nowMillis);
        finish(inForce, nowMillis);
        return changes;
    }

    private boolean given(AlertCommand command, long nowMillis) {
        OpenAlert alert = open.get(command.alert());
        if (alert == null || alert.isResolved()) {
            return false;
        }
        boolean changes =
                switch (command.action()) {
                    case ACKNOWLEDGE -> become(alert, AlertState.FIRING, AlertState.ACKNOWLEDGED);
                    case UNACKNOWLEDGE -> become(alert, AlertState.ACKNOWLEDGED, AlertState.FIRING);
                    case SNOOZE -> snooze(alert, command.untilMillis() > nowMillis ? command.untilMillis() : 0);
                    case ASSIGN -> assign(alert, command.text());
                    case COMMENT, RESOLVE, REVIEW -> true;
                    case MERGE, SPLIT -> false;
                };
        if (changes && command.action() == AlertAction.RESOLVE) {
            resolve(alert, nowMillis, command.by(), command.text());
        } else if (changes) {
            alert.record(nowMillis, change(command.action()), command.by(), command.text());
            emit(alert);
        }
        return changes;
    }

    private static boolean become(OpenAlert alert, AlertState from, AlertState to) {
        if (alert.state != from) {
            return false;
        }
        alert.state = to;
        return true;
    }

    private static boolean snooze(OpenAlert alert, long untilMillis) {
        boolean changes = alert.snoozedUntilMillis != untilMillis;
        alert.snoozedUntilMillis = untilMillis;
        return changes;
    }

    private static boolean assign(OpenAlert alert, String person) {
        boolean changes = !alert.assignee.equals(person);
        alert.assignee = person;
        return changes;
    }

    static AlertChange change(AlertAction action) {
        return switch (action) {
            case ACKNOWLEDGE -> AlertChange.ACKNOWLEDGED;
            case UNACKNOWLEDGE -> AlertChange.UNACKNOWLEDGED;
            case SNOOZE -> AlertChange.SNOOZED;
            case ASSIGN -> AlertChange.ASSIGNED;
            case COMMENT -> AlertChange.COMMENTED;
            case MERGE -> AlertChange.MERGED;
            case SPLIT -> AlertChange.SPLIT;
            case RESOLVE, REVIEW -> AlertChange.RESOLVED;
        };
    }

    private void fire(OpenAlert alert, long nowMillis) {
        alert.state = AlertState.FIRING;
        alert.record(nowMillis, AlertChange.FIRED, "", "");
        emit(alert);
    }

    private void resolve(OpenAlert alert, long nowMillis, String by, String reason) {
        if (!alert.isResolved()) {
            alert.state = AlertState.RESOLVED;
            alert.dueMillis = 0;
            alert.snoozedUntilMillis = 0;
            alert.silence = "";
            alert.silencedUntilMillis = 0;
            alert.record(nowMillis, AlertChange.RESOLVED, by, reason);
            emit(alert);
        }
        if (by.isEmpty() || alert.anomaly.state() == AnomalyState.ENDED) {
            open.remove(alert.id);
        }
    }

    /** Looks at the silences, and emits the alerts that have changed: one revision each, with all its changes. */
    private void finish(InForce inForce, long nowMillis) {
        for (OpenAlert alert : open.values()) {
            if (!alert.isResolved()) {
                silence(alert, inForce, nowMillis);
            }
        }
        List<OpenAlert> emitting = List.copyOf(changed.values());
        changed.clear();
        emitting.forEach(alert -> emitted.accept(alert.next()));
    }

    private void silence(OpenAlert alert, InForce inForce, long nowMillis) {
        InForce.Cover cover = inForce.cover(alert, nowMillis);
        alert.nextSilenceMillis = cover == null ? inForce.nextCover(alert, nowMillis) : Long.MAX_VALUE;
        if (cover == null && alert.silencedUntilMillis > 0) {
            alert.silence = "";
            alert.silencedUntilMillis = 0;
            alert.record(nowMillis, AlertChange.SILENCE_ENDED, "", "");
            emit(alert);
        } else if (cover != null) {
            Silence silence = cover.silence().silence();
            if (!silence.id().equals(alert.silence)) {
                alert.silence = silence.id();
                alert.record(nowMillis, AlertChange.SILENCED, silence.by(), silence.comment());
                emit(alert);
            }
            if (cover.untilMillis() != alert.silencedUntilMillis) {
                alert.silencedUntilMillis = cover.untilMillis();
                emit(alert);
            }
        }
    }

    private void emit(OpenAlert alert) {
        changed.put(alert.id, alert);
    }

    private static AlertSeverity severity(AlertRule rule, Anomaly anomaly) {
        AlertSeverity fixed = rule.severity();
        return fixed == null ? AlertSeverity.of(anomaly.severity()) : fixed;
    }

    private static String title(AlertRule rule, Anomaly anomaly) {
        return anomaly.isOfDevice() || anomaly.isMatch()
                ? rule.name() + ": " + anomaly.device()
                : rule.name() + ": " + anomaly.metric() + " of " + anomaly.device();
    }
}
