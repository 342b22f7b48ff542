package io.anomalyradar.server.history;

import io.anomalyradar.history.Committed;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.notify.Backoff;
import io.anomalyradar.server.log.HeartbeatPosition;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches one after the other on a thread of its own; at most one waits. A batch that fails is committed again
 * until it succeeds: soon when that may help by itself, seldom when somebody has to act first.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final Backoff SOON = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final Backoff SELDOM = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(30));

    private final HistoryStore store;
    private final Consumer<HeartbeatPosition> heartbeats;
    private final BlockingQueue<PendingCommit> queue = new ArrayBlockingQueue<>(1);
    private final AtomicLong framesUnderWay = new AtomicLong();
    private final Counter frames;
    private final Counter samples;
    private final Counter repeated;
    private final Counter retries;
    private final Timer commits;
    private final Worker worker;
    private volatile boolean busy;
    private volatile @Nullable String failure;

    Committer(HistoryStore store, Consumer<HeartbeatPosition> heartbeats, MeterRegistry meters) {
        this.store = store;
        this.heartbeats = heartbeats;
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

    /** Takes {@code batch}; waits while another one waits. */
    void accept(PendingCommit batch) throws InterruptedException {
        framesUnderWay.addAndGet(batch.batch().scores().size());
        queue.put(batch);
    }

    /** Whether a batch handed over now would be committed at once. */
    boolean isIdle() {
        return !busy && queue.isEmpty();
    }

    long framesUnderWay() {
        return framesUnderWay.get();
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private void run(Worker thread) throws InterruptedException {
        while (!thread.isStopping() || !queue.isEmpty()) {
            PendingCommit pending = queue.poll(100, TimeUnit.MILLISECONDS);
            if (pending != null) {
                busy = true;
                commit(pending, thread);
                busy = false;
            }
        }
    }

    private void commit(PendingCommit pending, Worker thread) {
        for (int failures = 0; ; ) {
            try {
                stored(pending, commits.record(() -> store.commit(pending.batch())));
                return;
            } catch (RuntimeException failed) { // a fault of the store's too: the batch must not be lost
                failures++;
                retries.increment();
                failure = String.valueOf(failed.getMessage());
                LOG.warn("the history cannot be written; attempt {} follows", failures + 1, failed);
                if (thread.isStopping()) {
                    return; // the log keeps it
                }
                boolean soon = failed instanceof HistoryException known && known.retryMayHelp();
                thread.pause((soon ? SOON : SELDOM).delay(failures, ThreadLocalRandom.current()));
            }
        }
    }

    private void stored(PendingCommit pending, @Nullable Committed committed) {
        failure = null;
        framesUnderWay.addAndGet(-pending.batch().scores().size());
        if (committed != null) {
            frames.increment((double) committed.frames());
            samples.increment((double) committed.samples());
            repeated.increment((double) committed.repeatedFrames());
        }
        pending.heartbeats().forEach(heartbeats);
    }

    /** Commits what waits, and stops. */
    @Override
    public void close() {
        worker.close();
    }
}
