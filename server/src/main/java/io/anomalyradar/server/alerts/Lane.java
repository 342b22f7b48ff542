package io.anomalyradar.server.alerts;

import io.anomalyradar.notify.Transition;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The notifications of one anomaly, one at a time: its end is not told before its opening. Not thread-safe. */
final class Lane {
    private final Deque<Delivery> waiting = new ArrayDeque<>(2);
    private long dueNanos;

    Lane(long nowNanos) {
        dueNanos = nowNanos;
    }

    void add(Delivery delivery) {
        waiting.addLast(delivery);
    }

    @Nullable
    Delivery first() {
        return waiting.peekFirst();
    }

    boolean has(Transition transition) {
        return waiting.stream().anyMatch(delivery -> delivery.notification().transition() == transition);
    }

    /** Takes the first out; there must be one. */
    Delivery takeFirst() {
        return waiting.removeFirst();
    }

    void replaceFirst(Delivery again) {
        waiting.removeFirst();
        waiting.addFirst(again);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** When the first may be attempted. */
    long dueNanos() {
        return dueNanos;
    }

    void dueAt(long nanos) {
        dueNanos = nanos;
    }
}
