package io.anomalyradar.alerting.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The inputs of one pattern and key that wait for earlier ones to arrive. At most {@value #MAX_WAITING} wait, then
 * further ones are left out. Mutable, not thread-safe.
 */
final class InputQueue {
    static final int MAX_WAITING = 1_000;
    private static final int MAX_KNOWN = 128;

    private static final Comparator<PatternInput> ORDER = Comparator.comparingLong(PatternInput::timeMillis)
            .thenComparingLong(PatternInput::appendMillis)
            .thenComparingInt(input -> input.source().partition())
            .thenComparingLong(input -> input.source().offset())
            .thenComparing(PatternInput::id);

    private final Losses losses;
    private final List<PatternInput> waiting;
    private final List<Long> known;
    private long lastMillis;
    private long next;

    InputQueue(PatternState kept, Losses losses) {
        this.losses = losses;
        waiting = new ArrayList<>(kept.waiting());
        known = new ArrayList<>(kept.known());
        lastMillis = kept.lastMillis();
        next = kept.next();
    }

    void take(PatternInput input) {
        long mark =
                Long.parseUnsignedLong(input.id(), 0, Math.min(16, input.id().length()), 16);
        if (known.contains(mark)) {
            losses.repeated++;
        } else if (waiting.size() >= MAX_WAITING) {
            losses.refused++;
        } else {
            known.add(mark);
            if (known.size() > MAX_KNOWN) {
                known.remove(0);
            }
            waiting.add(input);
        }
    }

    /** Passes on the inputs that are due at append time {@code nowMillis}, in the order of their own times. */
    void advance(long nowMillis, Search search) {
        long until = Long.MIN_VALUE;
        for (PatternInput input : waiting) {
            if (PatternMatcher.dueMillis(input) <= nowMillis) {
                until = Math.max(until, input.timeMillis());
            }
        }
        List<PatternInput> due = new ArrayList<>();
        for (PatternInput input : waiting) {
            if (input.appendMillis() <= nowMillis && input.timeMillis() <= until) {
                due.add(input);
            }
        }
        waiting.removeAll(due);
        due.sort(ORDER);
        for (PatternInput input : due) {
            if (input.timeMillis() < lastMillis) {
                losses.late++;
            } else {
                lastMillis = input.timeMillis();
                search.look(input, next++, nowMillis);
            }
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    List<PatternInput> waiting() {
        return waiting;
    }

    List<Long> known() {
        return known;
    }

    long lastMillis() {
        return lastMillis;
    }

    long next() {
        return next;
    }
}
