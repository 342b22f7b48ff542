package io.anomalyradar.server.history;

import io.anomalyradar.history.Committed;
import io.anomalyradar.history.DeletedData;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.notify.Backoff;
import io.anomalyradar.server.log.Worker;
import io.anomalyradar.server.tracing.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches one after another on its thread; at most one waits. A batch that fails is retried until it succeeds
 * or is discarded: soon when a retry alone may help, seldom when an operator has to act first. One thread hands the
 * batches over.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final Backoff SOON = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final Backoff SELDOM = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(30));

    private final HistoryStore store;
    private final DeletedData deleted;
    private final Traces traces;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable HistoryBatch waiting;
    private @Nullable HistoryBatch committing;
    private boolean discarded; // the batch under way is discarded
    private final Counter frames;
    private final Counter samples;
    private final Counter repeated;
    private final Counter retries;
    private final Timer commits;
    private final Worker worker;
    private volatile @Nullable String failure;

    /** @param deleted data that is not stored */
    Committer(HistoryStore store, DeletedData deleted, Traces traces, MeterRegistry meters) {
        this.store = store;
        this.traces = traces;
        this.deleted = deleted;
        frames = counter(meters, "radar.history.frames", "Score frames stored");
        samples = counter(meters, "radar.history.samples", "Samples stored");
        repeated = counter(meters, "radar.history.repeated", "Score frames that came again and were passed over");
        retries = counter(meters, "radar.history.retries", "Commits that failed and were repeated");
        commits = Timer.builder("radar.history.commit")
                .description("Commits to the history store")
                .register(meters);
        worker = Worker.start("history-committer", this::run, meters);
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    /** Takes {@code batch}; false when another one waits. */
    boolean offer(HistoryBatch batch) {
        return locked(() -> {
            if (waiting != null) {
                return false;
            }
            waiting = batch;
            changed.signalAll();
            return true;
        });
    }

    /** Whether {@link #offer} would take a batch. */
    boolean hasRoom() {
        return locked(() -> waiting == null);
    }

    /** Whether a batch handed over now would be committed immediately. */
    boolean isIdle() {
        return locked(() -> waiting == null && committing == null);
    }

    long framesUnderWay() {
        return locked(() -> frames(waiting) + frames(committing));
    }

    private static long frames(@Nullable HistoryBatch batch) {
        return batch == null ? 0 : batch.scores().size();
    }

    /** Waits until everything handed over is committed, {@code patience} at most; returns whether it is. */
    boolean flush(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (waiting != null || committing != null) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Discards what is not committed yet. Waits for a commit under way: afterwards the store's offsets say which of the
     * batches handed over so far it holds, and that no longer changes.
     */
    void discard() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting = null;
            discarded = true;
            changed.signalAll(); // it may pause between two attempts
            while (committing != null) {
                changed.await();
            }
        } finally {
            discarded = false;
            lock.unlock();
        }
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void run(Worker thread) throws InterruptedException {
        while (true) {
            HistoryBatch next = next(thread);
            if (next == null) {
                return;
            }
            try {
                commit(next, thread);
            } finally {
                locked(() -> {
                    committing = null;
                    changed.signalAll();
                    return null;
                });
            }
        }
    }

    /** The batch that waits; null when none does and {@code thread} is to stop. */
    private @Nullable HistoryBatch next(Worker thread) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting == null) {
                if (thread.isStopping()) {
                    return null;
                }
                boolean unused = changed.await(100, TimeUnit.MILLISECONDS);
            }
            committing = waiting;
            waiting = null;
            changed.signalAll();
            return committing;
        } finally {
            lock.unlock();
        }
    }

    private void commit(HistoryBatch batch, Worker thread) throws InterruptedException {
        for (int failures = 0; ; ) {
            try {
                long began = System.currentTimeMillis();
                stored(commits.record(() -> store.commit(batch, deleted)));
                traces.stored(batch.scores(), began);
                return;
            } catch (Throwable failed) { // an error too: the batch must not be lost
                failures++;
                retries.increment();
                failure = String.valueOf(failed.getMessage());
                LOG.warn("the history cannot be written; attempt {} follows", failures + 1, failed);
                boolean soon = failed instanceof HistoryException known && known.retryMayHelp();
                Duration wait = (soon ? SOON : SELDOM).delay(failures, ThreadLocalRandom.current());
                if (isGivenUp(wait, thread)) {
                    return; // the log keeps it
                }
            }
        }
    }

    /** Waits for {@code wait}; true as soon as the batch is discarded or {@code thread} is to stop. */
    private boolean isGivenUp(Duration wait, Worker thread) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = wait.toNanos();
            while (nanos > 0 && !discarded && !thread.isStopping()) {
                long slice = Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(100));
                nanos -= slice - Math.max(0, changed.awaitNanos(slice));
            }
            return discarded || thread.isStopping();
        } finally {
            lock.unlock();
        }
    }

    private void stored(@Nullable Committed committed) {
        failure = null;
        if (committed != null) {
            frames.increment((double) committed.frames());
            samples.increment((double) committed.samples());
            repeated.increment((double) committed.repeatedFrames());
        }
    }

    /** Commits what waits, and stops. */
    @Override
    public void close() {
        worker.close();
    }
}
