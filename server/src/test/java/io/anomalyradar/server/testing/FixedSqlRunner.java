package io.anomalyradar.server.testing;

import io.anomalyradar.server.sqljobs.SqlJob;
import io.anomalyradar.server.sqljobs.SqlRunner;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps jobs and runs none, for the API's own rules; the real one is that of app. A script with "wrong" is refused. */
final class FixedSqlRunner implements SqlRunner {
    private final NavigableMap<String, SqlJob> jobs = new TreeMap<>();

    @Override
    public synchronized SqlJob start(String name, String sql, @Nullable Instant from, String author)
            throws RefusedException {
        check(sql);
        if (jobs.containsKey(name)) {
            throw new RefusedException(RefusedException.Reason.NAME_TAKEN, "a job is called " + name);
        }
        SqlJob job = new SqlJob(name, sql, from, author, Instant.EPOCH, SqlJob.State.RUNNING, "running", 0);
        jobs.put(name, job);
        return job;
    }

    private static void check(String sql) throws RefusedException {
        if (sql.contains("wrong")) {
            throw new RefusedException(RefusedException.Reason.SCRIPT, "statement 1: Column 'wrong' not found");
        }
    }

    @Override
    public synchronized List<SqlJob> jobs() {
        return List.copyOf(jobs.values());
    }

    @Override
    public synchronized @Nullable SqlJob stop(String name) {
        return jobs.remove(name);
    }

    @Override
    public Answer answer(String sql, @Nullable Instant from, int limit, BooleanSupplier isAbandoned)
            throws RefusedException {
        check(sql);
        return new Answer("[{\"name\":\"n\",\"type\":\"BIGINT\"}]", List.of("[1]", "[null]"), true);
    }
}
