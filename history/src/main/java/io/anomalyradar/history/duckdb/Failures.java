package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;

/**
 * Maps DuckDB's failures to those of the store. DuckDB distinguishes kinds of failure only by the start of the message
 * ("IO Error:", "Out of Memory Error:" …), so the start decides; an unknown one is {@code FAILED} with the original
 * cause.
 */
final class Failures {
    private Failures() {}

    static HistoryException closed() {
        return new HistoryException.Permanent(Code.CLOSED, "the history store is closed: open it again", null);
    }

    static HistoryException locked(Path file) {
        return new HistoryException.Permanent(
                Code.LOCKED,
                "another process has the history store " + file
                        + " open: stop it (radar up, or a duckdb shell), or choose another data.dir",
                null);
    }

    /** A store that could not be opened. */
    static HistoryException opening(Path file, SQLException failure) {
        String message = message(failure);
        if (message.contains("Could not set lock on file")) {
            return new HistoryException.Permanent(Code.LOCKED, locked(file).getMessage() + ": " + message, failure);
        }
        if (message.startsWith("Out of Memory Error")) {
            return memoryExhausted(failure);
        }
        if (message.contains("No space left") || message.contains("File too large") || message.contains("disk quota")) {
            return diskFull(failure);
        }
        if (message.contains("newer version") || message.contains("can only read version")) {
            return new HistoryException.Permanent(
                    Code.NEWER_SCHEMA,
                    "the history store " + file
                            + " was written by a newer DuckDB: start the newer program, or move the file" + " away: "
                            + message,
                    failure);
        }
        if (message.startsWith("Data Corruption Error")
                || message.startsWith("Serialization Error")
                || message.contains("not a valid DuckDB database file")
                || message.contains("Could not read enough bytes")) {
            return damaged(file, failure);
        }
        return new HistoryException.Permanent(
                Code.NOT_ACCESSIBLE,
                "the history store " + file
                        + " cannot be opened: check that its folder exists, belongs to this user and" + " is writable: "
                        + message,
                failure);
    }

    static HistoryException damaged(Path file, Exception failure) {
        return new HistoryException.Permanent(
                Code.DAMAGED,
                "the history store " + file
                        + " is damaged: move it and the file beside it that ends in .wal away and start"
                        + " again; what the Kafka topics still hold is then read anew: "
                        + message(failure),
                failure);
    }

    /** A query, or a transaction that was rolled back: nothing was changed. */
    static HistoryException during(String what, Exception failure) {
        String message = message(failure);
        if (failure instanceof SQLTimeoutException) {
            return new HistoryException.Transient(
                    Code.TIMED_OUT, what + " took too long and was stopped: ask for a shorter range", failure);
        }
        if (message.startsWith("INTERRUPT Error")) {
            return new HistoryException.Transient(Code.CANCELLED, what + " was stopped: nobody waits for it", failure);
        }
        if (message.startsWith("Out of Memory Error")) {
            return memoryExhausted(failure);
        }
        if (message.contains("No space left") || message.contains("File too large") || message.contains("disk quota")) {
            return diskFull(failure);
        }
        if (isConflict(failure)) {
            return new HistoryException.Transient(Code.FAILED, what + " met another write: try again", failure);
        }
        return new HistoryException.Permanent(
                Code.FAILED, what + " failed; look at the cause, then restart: " + message, failure);
    }

    /** Whether the failure is a conflict with another transaction. */
    static boolean isConflict(Exception failure) {
        return message(failure).startsWith("TransactionContext Error");
    }

    private static HistoryException memoryExhausted(Exception failure) {
        return new HistoryException.Transient(
                Code.MEMORY_EXHAUSTED,
                "the history store needs more memory than history.memory-limit-megabytes allows: raise it, or ask for less",
                failure);
    }

    private static HistoryException diskFull(Exception failure) {
        return new HistoryException.Transient(
                Code.DISK_FULL,
                "the disk of the history store is full: make room, or shorten history.retention.samples: "
                        + message(failure),
                failure);
    }

    static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
