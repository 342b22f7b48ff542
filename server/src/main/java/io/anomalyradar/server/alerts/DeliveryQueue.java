package io.anomalyradar.server.alerts;

import io.anomalyradar.notify.Backoff;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.Outcome;
import io.anomalyradar.notify.Transition;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications on their way: a lane per anomaly, a few attempts at once, back-off per lane. A notification that fails
 * waits without a thread, so that it holds up only its own anomaly. Fates are written to the log by the thread that made
 * the attempt, before anything else. Used by one thread; the attempts run on others.
 */
final class DeliveryQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryQueue.class);

    static final Duration MAX_AGE = Duration.ofHours(24);

    private static final int THREADS = 4;

    private record Attempted(Delivery delivery, @Nullable Fate fate, Outcome outcome) {}

    private final Channel channel;
    private final DeliveryLog log;
    private final Backoff backoff;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final AlertMetrics metrics;
    private final ExecutorService threads;
    private final Map<String, Lane> idle = new HashMap<>();
    private final Map<String, Lane> busy = new HashMap<>();
    private final Queue<Attempted> attempted = new ConcurrentLinkedQueue<>();
    private int size;
    private volatile @Nullable String failure;

    DeliveryQueue(
            Channel channel,
            DeliveryLog log,
            Backoff backoff,
            Clock clock,
            LongSupplier nanoTime,
            AlertMetrics metrics) {
        this.channel = channel;
        this.log = log;
        this.backoff = backoff;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "radar-delivery-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    void add(Delivery delivery) {
        Lane lane = lane(delivery.anomalyId());
        if (lane == null) {
            lane = new Lane(nanoTime.getAsLong());
            idle.put(delivery.anomalyId(), lane);
        }
        lane.add(delivery);
        size++;
    }

    boolean has(String anomalyId, Transition transition) {
        Lane lane = lane(anomalyId);
        return lane != null && lane.has(transition);
    }

    private @Nullable Lane lane(String anomalyId) {
        Lane lane = idle.get(anomalyId);
        return lane != null ? lane : busy.get(anomalyId);
    }

    /** Notifications not settled yet. */
    int size() {
        return size;
    }

    /** Begins the attempts that are due. */
    void attemptDue() {
        List<String> begun = new ArrayList<>();
        long now = nanoTime.getAsLong();
        for (Map.Entry<String, Lane> entry : idle.entrySet()) {
            if (busy.size() >= THREADS) {
                break;
            }
            Lane lane = entry.getValue();
            Delivery first = lane.first();
            if (first != null && lane.dueNanos() - now <= 0) {
                begun.add(entry.getKey());
                busy.put(entry.getKey(), lane);
                threads.execute(() -> attempt(first));
            }
        }
        begun.forEach(idle::remove);
    }

    // On a thread of the pool.
    private void attempt(Delivery delivery) {
        if (clock.millis() - delivery.appendTimeMillis() > MAX_AGE.toMillis()) {
            settled(delivery, Fate.EXPIRED, new Outcome.Refused("older than a day"));
            return;
        }
        Outcome outcome = outcome(delivery);
        if (outcome instanceof Outcome.Delivered) {
            settled(delivery, Fate.DELIVERED, outcome);
        } else if (outcome instanceof Outcome.Refused) {
            settled(delivery, Fate.REFUSED, outcome);
        } else {
            attempted.add(new Attempted(delivery, null, outcome));
        }
    }

    private Outcome outcome(Delivery delivery) {
        try {
            return channel.deliver(delivery.notification());
        } catch (RuntimeException fault) { // of the channel's: it must not hold the lane for ever
            LOG.error("the channel {} failed by a fault of its own", channel.name(), fault);
            return new Outcome.OutcomeUnknown("a fault of the channel: see the log");
        }
    }

    private void settled(Delivery delivery, Fate fate, Outcome outcome) {
        log.add(new LogLine.Told(delivery.anomalyId(), delivery.notification().transition(), fate));
        attempted.add(new Attempted(delivery, fate, outcome));
    }

    /** Takes note of the attempts that ended; answers the notifications that are settled now. */
    List<Delivery> takeSettled() {
        List<Delivery> settled = new ArrayList<>();
        for (Attempted attempt = attempted.poll(); attempt != null; attempt = attempted.poll()) {
            Delivery delivery = attempt.delivery();
            Lane lane = busy.remove(delivery.anomalyId());
            if (lane == null) {
                throw new IllegalStateException("an attempt for " + delivery.anomalyId() + " that was not begun");
            }
            failure = failure(attempt.outcome());
            Fate fate = attempt.fate();
            if (fate == null) {
                retry(lane, delivery, attempt.outcome());
            } else {
                metrics.settled(fate);
                end(lane, fate, settled);
            }
            if (!lane.isEmpty()) {
                idle.put(delivery.anomalyId(), lane);
            }
        }
        size -= settled.size();
        return settled;
    }

    private void retry(Lane lane, Delivery delivery, Outcome outcome) {
        metrics.retried();
        Delivery again = delivery.failedAgain();
        Duration wait = backoff.delay(again.failures(), ThreadLocalRandom.current());
        if (outcome instanceof Outcome.Retryable retryable
                && retryable.after() != null
                && retryable.after().compareTo(wait) > 0) {
            wait = retryable.after();
        }
        lane.replaceFirst(again);
        lane.dueAt(nanoTime.getAsLong() + wait.toNanos());
    }

    private static void end(Lane lane, Fate fate, List<Delivery> settled) {
        Delivery first = lane.takeFirst();
        settled.add(first);
        boolean openingNotTold = fate != Fate.DELIVERED && first.notification().transition() == Transition.OPENED;
        while (openingNotTold && !lane.isEmpty()) {
            settled.add(lane.takeFirst()); // nor is its end
        }
    }

    private static @Nullable String failure(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.reason();
        }
        if (outcome instanceof Outcome.Retryable retryable) {
            return retryable.reason();
        }
        return outcome instanceof Outcome.OutcomeUnknown unknown ? unknown.reason() : null;
    }

    /** Why the newest attempt did not succeed; null when it did. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Waits three seconds for the attempts under way, then breaks them off: they are made again at the next start. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(3, TimeUnit.SECONDS)) {
                threads.shutdownNow();
                if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
