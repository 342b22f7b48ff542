package io.anomalyradar.app.embedded;

import io.anomalyradar.notify.Backoff;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job on the embedded cluster, which runs until {@link #stop}.
 *
 * <p>Flink itself restarts the job after a failure. If a run nevertheless ends for good (it was cancelled, or it failed
 * in a way that Flink does not restart), that is a fault: it is logged, counted and shown, and after a back-off the job
 * is submitted again from its newest snapshot. Thread-safe.
 */
public final class RunningJob {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    private static final Duration LEAST_STOP = Duration.ofSeconds(8);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(90);
    private static final long SAVED_BYTES_PER_SECOND = 16L << 20;
    private static final Duration PROVEN = Duration.ofMinutes(5);

    /**
     * Whether the job works.
     *
     * @param detail for a person: the current activity, or the fault
     */
    public record Status(boolean running, String detail) {}

    private final Supplier<JobRun> starter;
    private final Snapshots snapshots;
    private final Counter endings;
    private final ScheduledExecutorService supervisor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "radar-job-supervisor");
        thread.setDaemon(true);
        return thread;
    });

    private volatile JobRun run;
    private volatile String fault = "";
    private volatile boolean stopping;
    private long startedNanos = System.nanoTime();
    private int endingsInARow;

    /** Starts the first run now. */
    RunningJob(Supplier<JobRun> starter, Snapshots snapshots, MeterRegistry meters) {
        this.starter = starter;
        this.snapshots = snapshots;
        endings = Counter.builder("radar.job.ended")
                .description("Times that the job ended without being stopped, and was submitted again")
                .register(meters);
        run = starter.get();
        watch(run);
    }

    /** Waits until every task of the present run works, or one fails. Empty, or why it failed. */
    public String firstFailure() {
        return run.firstFailure();
    }

    /** Where the present run started, for a person: "from chk-17". */
    public String origin() {
        return run.origin();
    }

    /** Passes the status to {@code listener} soon, perhaps from another thread; does not block. */
    public void status(Consumer<Status> listener) {
        String ended = fault;
        if (!ended.isEmpty()) {
            listener.accept(new Status(false, ended));
            return;
        }
        JobRun present = run;
        present.status(status -> listener.accept(status(status, present)));
    }

    private static Status status(JobStatus status, JobRun run) {
        return status == JobStatus.RUNNING
                ? new Status(true, "running, started " + run.origin())
                : new Status(false, status + ": it restarts from its last checkpoint; the log says why");
    }

    /** When the newest checkpoint of any run was completed. */
    public Optional<Instant> lastCheckpoint() {
        return snapshots.newest().map(newest -> newest.completed().toInstant());
    }

    /**
     * Takes a savepoint and ends the job. The savepoint has eight seconds and one more for every 16 MiB of the newest
     * snapshot, 90 s in all; after that the job is cancelled, and the next start restores the last checkpoint.
     *
     * @return whether the savepoint was taken
     */
    public boolean stop() {
        abandon();
        try {
            if (!supervisor.awaitTermination(LEAST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the job is stopped while it is being submitted again");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return fault.isEmpty() && run.stop(patience());
    }

    private Duration patience() {
        Duration needed = LEAST_STOP.plusSeconds(snapshots.newestBytes() / SAVED_BYTES_PER_SECOND);
        return needed.compareTo(LONGEST_STOP) < 0 ? needed : LONGEST_STOP;
    }

    /** The cluster ends, and the job with it: that is no fault. */
    void abandon() {
        stopping = true;
        supervisor.shutdown();
    }

    /** The present run. */
    JobRun run() {
        return run;
    }

    private void watch(JobRun watched) {
        watched.onEnd(reason -> ended(watched, reason));
    }

    private synchronized void ended(JobRun ended, String reason) {
        if (stopping || ended != run) {
            return;
        }
        if (System.nanoTime() - startedNanos > PROVEN.toNanos()) {
            endingsInARow = 0;
        }
        endings.increment();
        startAgain("the job ended without being stopped: " + reason);
    }

    private void startAgain(String reason) {
        endingsInARow++;
        Duration delay = BACKOFF.delay(endingsInARow, ThreadLocalRandom.current());
        fault = reason + "; it is submitted again from its newest snapshot (attempt " + endingsInARow + ")";
        LOG.error("{} in {} ms", fault, delay.toMillis());
        var unused = supervisor.schedule(this::submit, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void submit() {
        if (stopping) {
            return;
        }
        try {
            run = starter.get();
        } catch (RuntimeException failed) { // after any failure, the next attempt may succeed
            startAgain("the job could not be submitted: " + failed.getMessage());
            return;
        }
        startedNanos = System.nanoTime();
        fault = "";
        LOG.info("the job runs again, {}", run.origin());
        watch(run);
    }
}
