package io.anomalyradar.server.sqljobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job in SQL.
 *
 * @param name what its author calls it, unique
 * @param sql the whole script
 * @param from it reads what was appended then or later; null: everything that the log had when it began
 * @param detail for a person: where it started, or what is wrong
 * @param restarts how often its process ended without being stopped
 */
public record SqlJob(
        String name,
        String sql,
        @Nullable Instant from,
        String createdBy,
        Instant createdAt,
        State state,
        String detail,
        int restarts) {

    /** How a job is. */
    public enum State {
        STARTING,
        RUNNING,
        /** It failed and is started again, from its last checkpoint. */
        RESTARTING
    }

    /** The same in another state. */
    public SqlJob in(State other, String itsDetail, int itsRestarts) {
        return new SqlJob(name, sql, from, createdBy, createdAt, other, itsDetail, itsRestarts);
    }
}
