package io.anomalyradar.server.sqljobs;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What runs SQL, in processes of their own. Thread-safe; calls may take a minute. */
public interface SqlRunner {
    /**
     * Rows as text in JSON.
     *
     * @param columns a list of objects with name and type
     * @param rows each a list of values
     * @param complete whether there are no more
     */
    record Answer(String columns, List<String> rows, boolean complete) {}

    /** Why a script is not run, or a question not answered; the message may be shown to who asked. */
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private final Reason reason;

        /** What kind of refusal it is. */
        public enum Reason {
            /** The script itself: it stays refused. */
            SCRIPT,
            /** A job of that name exists. */
            NAME_TAKEN,
            /** There are as many as may be. */
            FULL,
            /** It does not work now, or not here. */
            UNAVAILABLE
        }

        public RefusedException(Reason reason, String message) {
            super(message);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /**
     * Starts a job and returns it when it runs. It is started again with the program, until it is stopped.
     *
     * @throws RefusedException if it does not run
     */
    SqlJob start(String name, String sql, @Nullable Instant from, String author) throws RefusedException;

    /** All jobs, by name. */
    List<SqlJob> jobs();

    /** Stops and forgets the job; what it has written stays. Null: there is none of this name. */
    @Nullable
    SqlJob stop(String name);

    /**
     * Answers the query of a script from what the log has.
     *
     * @param isAbandoned whether nobody waits any more
     */
    Answer answer(String sql, @Nullable Instant from, int limit, BooleanSupplier isAbandoned) throws RefusedException;

    /** Runs nothing. */
    SqlRunner NONE = new SqlRunner() {
        @Override
        public SqlJob start(String name, String sql, @Nullable Instant from, String author) throws RefusedException {
            throw none();
        }

        @Override
        public List<SqlJob> jobs() {
            return List.of();
        }

        @Override
        public @Nullable SqlJob stop(String name) {
            return null;
        }

        @Override
        public Answer answer(String sql, @Nullable Instant from, int limit, BooleanSupplier isAbandoned)
                throws RefusedException {
            throw none();
        }

        private RefusedException none() {
            return new RefusedException(RefusedException.Reason.UNAVAILABLE, "this server runs no SQL jobs");
        }
    };
}
