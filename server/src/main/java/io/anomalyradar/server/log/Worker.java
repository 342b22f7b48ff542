package io.anomalyradar.server.log;

import io.anomalyradar.notify.Backoff;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs one task for as long as the server lives. A failure of the task is logged and counted, and the
 * task runs again after a back-off. At a stop the task is asked to end, and interrupted if it does not.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    /** The task. It checks {@link Worker#isStopping} often and returns once that is true. */
    @FunctionalInterface
    public interface Task {
        /** Runs until asked to stop, and calls {@code worker.healthy()} whenever it has made progress. */
        void run(Worker worker) throws Exception;
    }

    private final String name;
    private final Task task;
    private final Thread thread;
    private final Counter failures;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable String failure;
    private int failuresInARow;

    private Worker(String name, Task task, MeterRegistry meters) {
        this.name = name;
        this.task = task;
        failures = Counter.builder("radar.worker.failures")
                .description("Times that a thread's task failed and was begun again")
                .tag("worker", name)
                .register(meters);
        thread = new Thread(this::run, "radar-" + name);
        thread.setDaemon(true);
    }

    /** Starts a thread called {@code name} that runs {@code task}. */
    public static Worker start(String name, Task task, MeterRegistry meters) {
        Worker worker = new Worker(name, task, meters);
        worker.thread.start();
        return worker;
    }

    private void run() {
        while (!isStopping()) {
            try {
                task.run(this);
            } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException stopped) {
                return;
            } catch (Throwable failed) { // an error too: the thread must not end while the server lives
                failed(failed);
            }
        }
    }

    private void failed(Throwable cause) {
        if (isStopping()) {
            return;
        }
        failuresInARow++;
        failures.increment();
        failure = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (cause instanceof TopicMissingException && failuresInARow < 5) {
            LOG.info("{} waits: {}", name, cause.getMessage());
        } else {
            LOG.warn("{} failed and starts again", name, cause);
        }
        pause(BACKOFF.delay(failuresInARow, ThreadLocalRandom.current()));
    }

    /** Waits for {@code time}, or until asked to stop. */
    public void pause(Duration time) {
        try {
            if (stopping.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** The task has got on: what failed before is over. */
    public void healthy() {
        failure = null;
        failuresInARow = 0;
    }

    /** Why the task failed, when it has not got on since. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Asks the task to stop; {@link #close} waits for it. */
    public void stop() {
        stopping.countDown();
    }

    /** Asks the task to stop and waits for it; interrupts it after five seconds. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(5_000);
            if (thread.isAlive()) {
                LOG.warn("{} does not stop by itself and is interrupted", name);
                thread.interrupt();
                thread.join(2_000);
            }
        } catch (InterruptedException stopped) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
