package io.anomalyradar.app.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.notify.Backoff;
import io.anomalyradar.server.sqljobs.SqlJob;
import io.anomalyradar.server.sqljobs.SqlJob.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job and its process, which is started again whenever it ends without being stopped. Thread-safe. */
final class SupervisedJob {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedJob.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final SqlProcesses processes;
    private final Path directory;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CompletableFuture<String> verdict = new CompletableFuture<>();
    private final Thread thread;
    private volatile SqlJob job;
    private volatile @Nullable SqlChild child;

    SupervisedJob(SqlJob job, SqlProcesses processes, Path directory) {
        this.job = job;
        this.processes = processes;
        this.directory = directory;
        this.thread = new Thread(this::supervise, "radar-sql-" + job.name());
        thread.setDaemon(true);
        thread.start();
    }

    SqlJob job() {
        return job;
    }

    Path directory() {
        return directory;
    }

    /** Completes when it runs for the first time, with "", or when the script is refused or fails, with the reason. */
    CompletableFuture<String> verdict() {
        return verdict;
    }

    private void supervise() {
        int inARow = 0;
        while (!isStopping()) {
            long begun = System.nanoTime();
            String reason = run();
            if (isStopping()) {
                return;
            }
            verdict.complete(reason);
            inARow = System.nanoTime() - begun > TimeUnit.MINUTES.toNanos(5) ? 1 : inARow + 1;
            job = job.in(State.RESTARTING, reason, job.restarts() + 1);
            LOG.error("the SQL job {} is started again: {}", job.name(), reason);
            pause(BACKOFF.delay(inARow, ThreadLocalRandom.current()));
        }
    }

    /** One process, until it ends; returns why. */
    private String run() {
        String reason = "";
        try (SqlChild started = processes.job(job.sql(), job.from(), directory)) {
            child = started;
            if (isStopping()) {
                return "";
            }
            for (String line = started.line(); line != null; line = started.line()) {
                JsonNode said = JSON.readTree(line);
                if (said.has("state")) {
                    state(said.path("state").asText(), said.path("detail").asText());
                } else {
                    reason = said.path("refused").asText(said.path("failed").asText(reason));
                }
            }
            return reason.isEmpty() ? processes.ending(started.exitCode()) : reason;
        } catch (IOException failed) {
            return "its process cannot be started or read: " + failed.getMessage();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            child = null;
        }
    }

    private void state(String word, String detail) {
        boolean isRunning = word.equals("running");
        job = job.in(isRunning ? State.RUNNING : State.RESTARTING, detail, job.restarts());
        if (isRunning) {
            verdict.complete("");
        }
    }

    private void pause(Duration delay) {
        try {
            if (stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            stopping.countDown();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Tells the process to save its state and end; does not wait. */
    void stop() {
        stopping.countDown();
        SqlChild present = child;
        if (present != null) {
            present.stop();
        }
    }

    /** Waits for the end of the process; one that takes too long is killed, and resumes from its last checkpoint. */
    void awaitStop() {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(SqlChild.STOP_SECONDS));
            SqlChild present = child;
            if (present != null) {
                present.kill();
            }
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
