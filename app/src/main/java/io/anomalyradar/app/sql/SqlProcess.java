package io.anomalyradar.app.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.app.embedded.EmbeddedFlink;
import io.anomalyradar.app.embedded.RunningJob;
import io.anomalyradar.app.workspace.LogFile;
import io.anomalyradar.pipeline.sql.ReadRange;
import io.anomalyradar.pipeline.sql.ScriptRefusal;
import io.anomalyradar.pipeline.sql.SqlJobSettings;
import io.anomalyradar.pipeline.sql.SqlScript;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of a process of SQL. The first line of its input is a {@link SqlTask}; the end of the input ends it, so it
 * never outlives the process that started it. Its output is lines of JSON: lists are the columns and the rows of a
 * question, objects say how it goes:
 *
 * <pre>
 * {"state":"running","detail":"…"}   {"refused":"…"}   {"failed":"…"}   {"done":true}
 * </pre>
 */
public final class SqlProcess {
    /** An out-of-memory error ends the process with this code: -XX:+ExitOnOutOfMemoryError. */
    static final int OUT_OF_MEMORY = 3;

    private static final Logger LOG = LoggerFactory.getLogger(SqlProcess.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long STATUS_SECONDS = 1;

    /** After a fatal error of its cluster a job never runs again: a new process helps. */
    private static final long LONGEST_PAUSE_SECONDS = 120;

    private SqlProcess() {}

    /** Runs the task of the standard input. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null) {
            return;
        }
        SqlTask task = SqlTask.of(line);
        try (FileChannel held = FileChannel.open(
                task.directory().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock unused = held.lock(); // that of a killed server may still be saving its state
            run(task, in);
        }
    }

    private static void run(SqlTask task, BufferedReader in) {
        LogFile.open(task.directory().resolve("logs"), false);
        CountDownLatch ended = new CountDownLatch(1);
        Thread watch = new Thread(() -> awaitEnd(in, ended), "input");
        watch.setDaemon(true);
        watch.start();
        int code = 0;
        try {
            if (task.limit() == null) {
                runJob(task, ended);
            } else {
                answer(task, ended);
            }
        } catch (ScriptRefusal refused) {
            LOG.info("refused", refused);
            say("refused", String.valueOf(refused.getMessage()));
        } catch (RuntimeException failed) {
            LOG.error("failed", failed);
            say("failed", String.valueOf(failed.getMessage()));
            code = 1;
        }
        System.out.flush();
        Runtime.getRuntime().halt(code); // Flink's threads need not be waited for
    }

    private static void awaitEnd(BufferedReader in, CountDownLatch ended) {
        try {
            var unused = in.lines().count(); // nothing else is said
        } catch (UncheckedIOException gone) {
            LOG.info("the input is gone", gone);
        }
        ended.countDown();
    }

    private static void say(String what, String text) {
        System.out.println(JSON.createObjectNode().put(what, text));
    }

    private static void state(RunningJob.Status status) {
        System.out.println(JSON.createObjectNode()
                .put("state", status.running() ? "running" : "restarting")
                .put("detail", status.detail()));
    }

    private static void runJob(SqlTask task, CountDownLatch ended) {
        AtomicReference<RunningJob.Status> shown = new AtomicReference<>();
        try (EmbeddedFlink cluster = cluster(task)) {
            RunningJob job = cluster.run(environment -> define(task, environment), "sql");
            String failure = job.firstFailure();
            if (!failure.isEmpty()) {
                say("failed", failure);
                return;
            }
            AtomicLong runningNanos = new AtomicLong(System.nanoTime());
            while (!await(ended)) {
                job.status(status -> {
                    if (status.running()) {
                        runningNanos.set(System.nanoTime());
                    }
                    if (!status.equals(shown.getAndSet(status))) {
                        state(status);
                    }
                });
                if (System.nanoTime() - runningNanos.get() > TimeUnit.SECONDS.toNanos(LONGEST_PAUSE_SECONDS)) {
                    say("failed", "it did not run for " + LONGEST_PAUSE_SECONDS + " s: " + shown.get());
                    return;
                }
            }
            job.stop();
        }
    }

    private static boolean await(CountDownLatch ended) {
        try {
            return ended.await(STATUS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static EmbeddedFlink cluster(SqlTask task) {
        Path directory = task.directory();
        return EmbeddedFlink.startForSql(directory, directory.resolve("tmp"), new SimpleMeterRegistry());
    }

    private static void define(SqlTask task, StreamExecutionEnvironment environment) {
        SqlJobSettings.apply(environment, task.limit() == null);
        SqlScript script = SqlScript.read(
                task.sql(),
                environment,
                task.kafka(),
                new ReadRange(task.from(), task.limit() != null),
                task.maxClockSkew(),
                task.stateRetention());
        Integer limit = task.limit();
        if (limit == null) {
            script.addInserts();
        } else {
            script.addQuery(limit);
        }
    }

    private static void answer(SqlTask task, CountDownLatch ended) {
        try (EmbeddedFlink cluster = cluster(task)) {
            String failure = cluster.runOnce(environment -> define(task, environment), () -> ended.getCount() == 0);
            if (!failure.isEmpty()) {
                say("failed", failure);
            } else {
                System.out.println("{\"done\":true}");
            }
        }
    }
}
