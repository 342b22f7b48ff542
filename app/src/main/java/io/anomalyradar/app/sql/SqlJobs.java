package io.anomalyradar.app.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.app.config.SqlConfig;
import io.anomalyradar.app.workspace.TemporaryFiles;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.sqljobs.SqlJob;
import io.anomalyradar.server.sqljobs.SqlRunner;
import io.anomalyradar.server.sqljobs.SqlRunner.RefusedException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SQL jobs of this installation, each in a directory and a process of its own, and its questions, one at a time. */
public final class SqlJobs implements SqlRunner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqlJobs.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START_SECONDS = 120;
    private static final Duration LONGEST_QUESTION = Duration.ofMinutes(5);
    private static final long MOST_BYTES = 16L << 20;

    private final Path root;
    private final SqlProcesses processes;
    private final int maxJobs;
    private final Clock clock;
    private final NavigableMap<String, SupervisedJob> jobs = new TreeMap<>();
    private final Semaphore question = new Semaphore(1);

    private SqlJobs(Path root, SqlProcesses processes, int maxJobs, Clock clock) {
        this.root = root;
        this.processes = processes;
        this.maxJobs = maxJobs;
        this.clock = clock;
    }

    /** Starts the jobs in {@code root}; does not wait until they run. */
    public static SqlJobs open(Path root, SqlConfig config, KafkaConfig kafka, Duration maxClockSkew, Clock clock) {
        return open(
                root,
                new SqlProcesses(SqlProcesses.installedClassPath(), config, kafka, maxClockSkew),
                config.maxJobs(),
                clock);
    }

    static SqlJobs open(Path root, SqlProcesses processes, int maxJobs, Clock clock) {
        SqlJobs all = new SqlJobs(root, processes, maxJobs, clock);
        try {
            all.resume();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the SQL jobs in " + root + " cannot be read", unreadable);
        }
        return all;
    }

    /** Directories without the file of a job belong to questions and refused jobs of a killed server. */
    private synchronized void resume() throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> directories = Files.list(root)) {
            for (Path directory : directories.sorted().toList()) {
                if (!JobFile.isIn(directory)) {
                    TemporaryFiles.deleteTree(directory);
                } else {
                    SqlJob job = JobFile.read(directory);
                    jobs.put(job.name(), new SupervisedJob(job, processes, directory));
                }
            }
        }
    }

    /** How many there are. */
    public synchronized int size() {
        return jobs.size();
    }

    @Override
    public SqlJob start(String name, String sql, @Nullable Instant from, String author) throws RefusedException {
        SupervisedJob begun = begin(name, sql, from, author);
        String reason = firstWords(begun);
        if (!reason.isEmpty()) {
            remove(begun);
            throw new RefusedException(Reason.SCRIPT, reason);
        }
        try {
            JobFile.write(begun.directory(), begun.job());
        } catch (IOException unwritable) {
            remove(begun);
            throw SqlProcesses.unavailable(unwritable);
        }
        return begun.job();
    }

    private synchronized SupervisedJob begin(String name, String sql, @Nullable Instant from, String author)
            throws RefusedException {
        if (jobs.containsKey(name)) {
            throw new RefusedException(
                    Reason.NAME_TAKEN, "a job is called " + name + ": stop it first, or choose another name");
        }
        if (jobs.size() >= maxJobs) {
            throw new RefusedException(
                    Reason.FULL,
                    "there are " + jobs.size() + " SQL jobs, as many as sql.max-jobs allows: stop one ("
                            + String.join(", ", jobs.keySet()) + "), or raise it");
        }
        SqlJob job = new SqlJob(
                name, sql, from, author, clock.instant().truncatedTo(ChronoUnit.SECONDS), SqlJob.State.STARTING, "", 0);
        try {
            SupervisedJob begun = new SupervisedJob(job, processes, newDirectory(name));
            jobs.put(name, begun);
            return begun;
        } catch (IOException unwritable) {
            throw SqlProcesses.unavailable(unwritable);
        }
    }

    private Path newDirectory(String name) throws IOException {
        Files.createDirectories(root);
        return Files.createTempDirectory(root, name + "-");
    }

    private static String firstWords(SupervisedJob job) {
        try {
            return job.verdict().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            return "it did not start within " + START_SECONDS + " s: the machine is too busy, or the broker does not"
                    + " answer";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "the server is stopping";
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public synchronized List<SqlJob> jobs() {
        return jobs.values().stream().map(SupervisedJob::job).toList();
    }

    @Override
    public @Nullable SqlJob stop(String name) {
        SupervisedJob job;
        synchronized (this) {
            job = jobs.get(name);
        }
        if (job == null) {
            return null;
        }
        remove(job);
        LOG.info("the SQL job {} is stopped and forgotten", name);
        return job.job();
    }

    private void remove(SupervisedJob job) {
        job.stop();
        job.awaitStop();
        try {
            JobFile.delete(job.directory());
        } catch (IOException unwritable) {
            LOG.error(
                    "the SQL job {} is stopped, and will start again with the server",
                    job.job().name(),
                    unwritable);
        }
        TemporaryFiles.deleteTree(job.directory());
        synchronized (this) {
            jobs.remove(job.job().name(), job);
        }
    }

    @Override
    public Answer answer(String sql, @Nullable Instant from, int limit, BooleanSupplier isAbandoned)
            throws RefusedException {
        if (maxJobs == 0) {
            throw new RefusedException(Reason.UNAVAILABLE, "SQL is switched off: raise sql.max-jobs");
        }
        if (!question.tryAcquire()) {
            throw new RefusedException(
                    Reason.UNAVAILABLE, "another question is being answered: try again when it is done");
        }
        Path directory = null;
        try {
            directory = newDirectory("question");
            try (SqlChild child = processes.question(sql, from, limit, directory);
                    QuestionWatch watch = QuestionWatch.start(child, isAbandoned, LONGEST_QUESTION)) {
                return read(child, watch, limit);
            }
        } catch (IOException failed) {
            throw SqlProcesses.unavailable(failed);
        } finally {
            question.release();
            if (directory != null) {
                TemporaryFiles.deleteTree(directory);
            }
        }
    }

    private Answer read(SqlChild child, QuestionWatch watch, int limit) throws IOException, RefusedException {
        String columns = "";
        List<String> rows = new ArrayList<>();
        long bytes = 0;
        for (String line = child.line(); line != null; line = child.line()) {
            if (line.startsWith("[")) {
                bytes += line.length();
                if (bytes > MOST_BYTES) {
                    throw new RefusedException(
                            Reason.SCRIPT, "the answer has more than 16 MiB: lower --limit, or ask for fewer columns");
                }
                if (columns.isEmpty()) {
                    columns = line;
                } else if (rows.size() == limit) {
                    return new Answer(columns, rows, false);
                } else {
                    rows.add(line);
                }
            } else {
                JsonNode said = JSON.readTree(line);
                if (said.has("done")) {
                    return new Answer(columns, rows, true);
                }
                String reason = said.path("refused").asText(said.path("failed").asText());
                throw new RefusedException(Reason.SCRIPT, reason);
            }
        }
        throw new RefusedException(Reason.SCRIPT, watch.reason(() -> processes.ending(exitCode(child))));
    }

    private static int exitCode(SqlChild child) {
        try {
            return child.exitCode();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Stops all processes; their jobs go on with the next start. */
    @Override
    public void close() {
        List<SupervisedJob> all;
        synchronized (this) {
            all = List.copyOf(jobs.values());
        }
        all.forEach(SupervisedJob::stop);
        all.forEach(SupervisedJob::awaitStop);
    }
}
