package io.anomalyradar.bus;

import io.anomalyradar.bus.Published.Acknowledged;
import io.anomalyradar.bus.Published.Unacknowledged;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Counts the acknowledgements of frames that are published together: one callback for all of them. Complete once {@link
 * #sentAll} was called and every frame sent has been answered. Thread-safe.
 */
final class Publication implements Callback {
    private final int size;
    private final AtomicInteger pending;
    private final PositionListener positions;
    private final long begunMillis = System.currentTimeMillis();
    private final CompletableFuture<Published> outcome = new CompletableFuture<>();
    private int sent = Integer.MAX_VALUE;
    private int acknowledged;
    private int failed;
    private int lastPartition;
    private long lastOffset;
    private String reason = "";

    /**
     * A publication of {@code size} frames.
     *
     * @param pending decremented for each frame whose result is known
     * @param positions takes the place of each acknowledged frame
     */
    Publication(int size, AtomicInteger pending, PositionListener positions) {
        this.size = size;
        this.pending = pending;
        this.positions = positions;
    }

    CompletableFuture<Published> outcome() {
        return outcome;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata position, @Nullable Exception failure) {
        Published done;
        synchronized (this) {
            if (failure == null && position != null) {
                acknowledged++;
                lastPartition = position.partition();
                lastOffset = position.offset();
            } else {
                failed++;
                reason = described(failure);
            }
            done = result();
        }
        pending.decrementAndGet();
        if (failure == null && position != null) {
            positions.acknowledged(position.partition(), position.offset(), begunMillis);
        }
        complete(done);
    }

    synchronized boolean hasFailed() {
        return failed > 0;
    }

    /**
     * No further frame will be handed to the producer.
     *
     * @param count frames that were
     * @param refusal why the producer took no more; null when it took all
     */
    void sentAll(int count, @Nullable RuntimeException refusal) {
        Published done;
        synchronized (this) {
            sent = count;
            if (refusal != null) {
                reason = described(refusal);
            }
            done = result();
        }
        pending.addAndGet(count - size);
        complete(done);
    }

    private @Nullable Published result() {
        if (acknowledged + failed != sent) {
            return null;
        }
        return acknowledged == size
                ? new Acknowledged(size, lastPartition, lastOffset)
                : new Unacknowledged(acknowledged, failed, size - sent, reason);
    }

    // Outside the lock: completing runs what waits for it.
    private void complete(@Nullable Published done) {
        if (done != null) {
            outcome.complete(done);
        }
    }

    private static String described(@Nullable Exception failure) {
        if (failure instanceof TimeoutException) {
            return "the broker did not answer in time";
        }
        if (failure instanceof RecordTooLargeException) {
            return "the broker takes no record of this size";
        }
        return failure == null ? "no answer" : failure.getClass().getSimpleName();
    }
}
