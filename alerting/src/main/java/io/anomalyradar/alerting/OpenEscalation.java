package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Notice;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the escalation of an alert or incident is. Immutable.
 *
 * @param escalation id
 * @param level index of the level that is next
 * @param round how many times all levels were gone through
 * @param number of the newest notification by an escalation; 0: none so far
 * @param dueMillis append time at which the level is notified; 0: never, as things are
 * @param superseded whether an incident is notified in the alert's place, for good
 * @param reached channels that were notified by an escalation
 * @param newest the newest revision, as a notification
 */
public record OpenEscalation(
        String escalation,
        int level,
        int round,
        int number,
        long dueMillis,
        boolean superseded,
        List<String> reached,
        Notice newest) {
    private static final int MAX_REACHED = 100;

    public OpenEscalation {
        reached = List.copyOf(reached);
    }

    /** One that begins. */
    static OpenEscalation beginning(String escalation, Notice opening, long dueMillis) {
        return new OpenEscalation(escalation, 0, 0, 0, dueMillis, false, List.of(), opening);
    }

    /** It begins again at the first level. */
    OpenEscalation armed(long due) {
        return new OpenEscalation(escalation, 0, 0, number, due, superseded, reached, newest);
    }

    /** Somebody has taken it on, or it is over. */
    OpenEscalation stopped() {
        return new OpenEscalation(escalation, level, round, number, 0, superseded, reached, newest);
    }

    OpenEscalation asSuperseded() {
        return new OpenEscalation(escalation, level, round, number, 0, true, reached, newest);
    }

    OpenEscalation with(Notice revision) {
        return new OpenEscalation(escalation, level, round, number, dueMillis, superseded, reached, revision);
    }

    /** After a level was notified through {@code channels}. */
    OpenEscalation next(int nextLevel, int nextRound, long due, Iterable<String> channels) {
        List<String> all = new ArrayList<>(reached);
        for (String channel : channels) {
            if (!all.contains(channel) && all.size() < MAX_REACHED) {
                all.add(channel);
            }
        }
        return new OpenEscalation(escalation, nextLevel, nextRound, number + 1, due, superseded, all, newest);
    }
}
