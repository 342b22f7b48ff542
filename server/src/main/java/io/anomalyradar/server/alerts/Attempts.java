package io.anomalyradar.server.alerts;

import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attempts under way, at most {@value #MAX} at once. Used by one thread; the attempts run on others. */
final class Attempts implements AutoCloseable {
    static final int MAX = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** An attempt that ended. */
    record Ended(Delivery delivery, Outcome outcome) {}

    private final Channel channel;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final ExecutorService threads;
    private final Set<String> running = new HashSet<>();

    Attempts(Channel channel) {
        this.channel = channel;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(MAX, task -> {
            Thread thread = new Thread(task, "radar-delivery-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** How many more may start. */
    int free() {
        return MAX - running.size();
    }

    /** How many are under way. */
    int running() {
        return running.size();
    }

    void begin(Delivery delivery) {
        running.add(key(delivery));
        threads.execute(() -> ended.add(new Ended(delivery, outcome(delivery))));
    }

    /** Whether an attempt for the same notification is under way that started before the partition was read again. */
    boolean isRunning(Delivery delivery) {
        return running.contains(key(delivery));
    }

    private static String key(Delivery delivery) {
        return delivery.notification().idempotencyKey();
    }

    private Outcome outcome(Delivery delivery) {
        try {
            return channel.deliver(delivery.notification());
        } catch (Throwable fault) { // an error too: the lane must not wait for ever
            LOG.error("the channel {} failed by a fault of its own", channel.name(), fault);
            return new Outcome.OutcomeUnknown("a fault of the channel: see the log");
        }
    }

    /** The attempts that ended since the last call. */
    List<Ended> takeEnded() {
        List<Ended> taken = new ArrayList<>();
        ended.drainTo(taken);
        taken.forEach(attempt -> running.remove(key(attempt.delivery())));
        return taken;
    }

    /** Waits for attempts to end, {@code patience} at most, and returns those that did since the last call. */
    List<Ended> awaitEnded(Duration patience) {
        List<Ended> taken = new ArrayList<>(takeEnded());
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        try {
            while (!running.isEmpty()) {
                Ended next = ended.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    break;
                }
                running.remove(key(next.delivery()));
                taken.add(next);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }

    /** Breaks off the attempts under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
