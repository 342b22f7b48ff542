package io.anomalyradar.server.alerts;

import io.anomalyradar.model.alert.NotifiedChange;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The notifications of one anomaly, one at a time and in order. Not thread-safe. */
final class Lane {
    private final Deque<Delivery> waiting = new ArrayDeque<>(2);
    private boolean busy;
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

    boolean has(String key) {
        return waiting.stream()
                .anyMatch(delivery -> delivery.notification().idempotencyKey().equals(key));
    }

    boolean has(NotifiedChange change) {
        return waiting.stream().anyMatch(delivery -> delivery.notification().transition() == change);
    }

    /** Whether the notification of {@code delivery} is the first. */
    boolean isFirst(Delivery delivery) {
        Delivery first = waiting.peekFirst();
        return first != null
                && first.notification()
                        .idempotencyKey()
                        .equals(delivery.notification().idempotencyKey());
    }

    /** Removes and returns the first; there must be one. */
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

    int size() {
        return waiting.size();
    }

    /** Whether its first may be attempted now. */
    boolean isDue(long nowNanos) {
        return !busy && !waiting.isEmpty() && dueNanos - nowNanos <= 0;
    }

    /** An attempt of the first starts. */
    void busy() {
        busy = true;
    }

    /** No attempt is under way; the first may be attempted at {@code nanos}. */
    void idleUntil(long nanos) {
        busy = false;
        dueNanos = nanos;
    }
}
