package io.anomalyradar.history;

import org.jspecify.annotations.Nullable;

/**
 * A failure of the store; the kind says what is certain afterwards. The message says what to do. Unchecked, but every
 * method of {@link HistoryStore} may throw it.
 */
public abstract sealed class HistoryException extends RuntimeException {

    /** What went wrong; stable, for problem details and metrics. */
    public enum Code {
        /** Another process has the store open. */
        LOCKED,
        /** The files cannot be read as a store. */
        DAMAGED,
        /** Written by a newer version of this program. */
        NEWER_SCHEMA,
        /** The path cannot be read or written. */
        NOT_ACCESSIBLE,
        DISK_FULL,
        /** More memory was needed than history.memory-limit-megabytes allows. */
        MEMORY_EXHAUSTED,
        /** Too many concurrent queries. */
        BUSY,
        /** The query took too long and was stopped. */
        TIMED_OUT,
        /** The caller no longer waits for the answer. */
        CANCELLED,
        CLOSED,
        /** The commit was under way when it failed. */
        OUTCOME_UNKNOWN,
        /** Another writer has changed the store. */
        CONFLICT,
        /** The store cannot hold the batch, ever. */
        INVALID,
        /** Any other failure; see the cause. */
        FAILED
    }

    private final Code code;
    private final Retry retry;

    private enum Retry {
        MAY_HELP,
        IS_USELESS
    }

    private HistoryException(Code code, Retry retry, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retry = retry;
    }

    public Code code() {
        return code;
    }

    /** Whether the same call may succeed later without anybody's doing. */
    public boolean retryMayHelp() {
        return retry == Retry.MAY_HELP;
    }

    /** Nothing was changed, and the same call may succeed later. */
    public static final class Transient extends HistoryException {
        public Transient(Code code, String message, @Nullable Throwable cause) {
            super(code, Retry.MAY_HELP, message, cause);
        }
    }

    /** Nothing was changed, and nothing can change until an operator acts as the message says. */
    public static final class Permanent extends HistoryException {
        public Permanent(Code code, String message, @Nullable Throwable cause) {
            super(code, Retry.IS_USELESS, message, cause);
        }
    }

    /**
     * The batch is stored entirely or not at all, but it is not known which. Committing the same batch again is safe;
     * or ask {@link HistoryStore#offsets()} and read on from there.
     */
    public static final class OutcomeUnknown extends HistoryException {
        public OutcomeUnknown(String message, @Nullable Throwable cause) {
            super(Code.OUTCOME_UNKNOWN, Retry.MAY_HELP, message, cause);
        }
    }

    /**
     * Nothing was changed: another writer has committed since the ledger was read. Recover, and continue to read from
     * there.
     */
    public static final class Conflict extends HistoryException {
        public Conflict(String message, @Nullable Throwable cause) {
            super(Code.CONFLICT, Retry.MAY_HELP, message, cause);
        }
    }

    /** Nothing was changed, and the same batch will never be stored. */
    public static final class Invalid extends HistoryException {
        public Invalid(String message, @Nullable Throwable cause) {
            super(Code.INVALID, Retry.IS_USELESS, message, cause);
        }
    }
}
