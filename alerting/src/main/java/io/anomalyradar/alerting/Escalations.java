package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.control.Escalation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Notifies further people of what nobody takes on. It stands behind {@link AreaIncidents} and passes on all that comes.
 *
 * <p>When people are notified of an alert by itself, or of an incident, its escalation begins: each level is notified
 * when its time has passed since the one before, for as long as nobody has acknowledged, snoozed, silenced or resolved
 * it. One that is open again (an acknowledgement is taken back, a snooze ends, an incident becomes critical) begins again
 * at the first level. When an incident opens, it escalates in the place of its alerts. Who is on call is decided when a
 * level is notified. Whoever an escalation reached is notified of the end.
 *
 * <p>Costs a look-up for each revision of an alert. Not thread-safe.
 */
public final class Escalations implements IncidentOutput {
    private final Map<String, OpenEscalation> open;
    private final Map<String, Membership> members;
    private final Surroundings around;
    private final long nowMillis;
    private final LongConsumer timer;
    private final IncidentOutput output;

    /**
     * At one moment.
     *
     * @param open by id of the alert or incident; may be a view of a store
     * @param members the incidents of alerts, see {@link AreaState}
     * @param timer receives append times at which {@link #advance} is to be called
     */
    public Escalations(
            Map<String, OpenEscalation> open,
            Map<String, Membership> members,
            Surroundings around,
            long nowMillis,
            LongConsumer timer,
            IncidentOutput output) {
        this.open = open;
        this.members = members;
        this.around = around;
        this.nowMillis = nowMillis;
        this.timer = timer;
        this.output = output;
    }

    @Override
    public void alert(Alert alert) {
        output.alert(alert);
        OpenEscalation known = open.get(alert.id());
        if (known != null) {
            follow(
                    known.with(Notice.of(alert, NotifiedChange.ESCALATED)),
                    known.newest().alert().callsForAttention(),
                    alert.callsForAttention());
        }
    }

    @Override
    public void incident(Incident incident) {
        output.incident(incident);
        OpenEscalation known = open.get(incident.id());
        if (known != null) {
            follow(
                    known.with(Notice.of(incident, NotifiedChange.ESCALATED)),
                    known.newest().alert().state() == AlertState.FIRING,
                    incident.state() == IncidentState.OPEN);
        }
    }

    private void follow(OpenEscalation known, boolean wasOpen, boolean isOpen) {
        if (!isOpen || known.superseded()) {
            open.put(known.newest().subject(), known.stopped());
        } else if (wasOpen) {
            open.put(known.newest().subject(), known);
        } else {
            around.rules()
                    .onCall()
                    .escalation(known.escalation())
                    .ifPresentOrElse(
                            escalation -> keep(known.armed(nowMillis + after(escalation, 0))),
                            () -> open.put(known.newest().subject(), known.stopped()));
        }
    }

    @Override
    public void notice(Notice notice) {
        output.notice(notice);
        String subject = notice.subject();
        switch (notice.change()) {
            case OPENED -> {
                Incident incident = notice.incident();
                if (incident != null) {
                    supersede(incident.id());
                }
                Alert alert = incident == null ? notice.alert() : incident.lead();
                around.escalation(alert)
                        .filter(escalation -> !open.containsKey(subject))
                        .ifPresent(escalation -> keep(
                                OpenEscalation.beginning(escalation.id(), notice, nowMillis + after(escalation, 0))));
            }
            case ENDED -> {
                OpenEscalation known = open.remove(subject);
                if (known != null) {
                    known.reached().stream()
                            .filter(channel -> !notice.alert().channels().contains(channel))
                            .forEach(channel -> output.notice(notice.through(channel)));
                }
            }
            case UPDATED, ESCALATED, DIGEST -> {
                // the newest revision comes by itself
            }
        }
    }

    private void supersede(String incident) {
        List<String> alerts = new ArrayList<>();
        for (String subject : open.keySet()) {
            Membership known = members.get(subject);
            if (known != null && known.incident().equals(incident)) {
                alerts.add(subject);
            }
        }
        for (String alert : alerts) {
            OpenEscalation known = open.get(alert);
            if (known != null) {
                open.put(alert, known.asSuperseded());
            }
        }
    }

    /** Notifies the levels that are due. */
    public void advance() {
        List<OpenEscalation> due = new ArrayList<>();
        for (OpenEscalation each : open.values()) {
            if (each.dueMillis() > 0 && each.dueMillis() <= nowMillis) {
                due.add(each);
            }
        }
        for (OpenEscalation each : due) {
            Optional<Escalation> escalation = around.rules().onCall().escalation(each.escalation());
            if (escalation.isEmpty()
                    || each.level() >= escalation.get().levels().size()) {
                open.put(each.newest().subject(), each.stopped()); // the configuration has changed
            } else {
                notify(each, escalation.get());
            }
        }
    }

    private void notify(OpenEscalation known, Escalation escalation) {
        Set<String> channels = around.rules()
                .onCall()
                .channels(escalation.levels().get(known.level()).channels(), nowMillis);
        Notice newest = known.newest();
        for (String channel : channels) {
            output.notice(new Notice(
                    NotifiedChange.ESCALATED, known.number() + 1, channel, false, newest.alert(), newest.incident()));
        }
        boolean isLast = known.level() + 1 == escalation.levels().size();
        int level = isLast ? 0 : known.level() + 1;
        int round = known.round() + (isLast ? 1 : 0);
        long due = round > escalation.repeat() ? 0 : nowMillis + after(escalation, level);
        keep(known.next(level, round, due, channels));
    }

    private static long after(Escalation escalation, int level) {
        return escalation.levels().get(level).afterMillis();
    }

    private void keep(OpenEscalation known) {
        open.put(known.newest().subject(), known);
        if (known.dueMillis() > 0) {
            timer.accept(known.dueMillis());
        }
    }
}
