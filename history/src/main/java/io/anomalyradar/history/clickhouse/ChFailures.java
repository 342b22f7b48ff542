package io.anomalyradar.history.clickhouse;

import com.clickhouse.client.api.ServerException;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Maps ClickHouse's error codes to the failures of the store. A server that does not answer may answer later. */
final class ChFailures {
    private ChFailures() {}

    static HistoryException closed() {
        return new HistoryException.Permanent(Code.CLOSED, "the history store is closed: open it again", null);
    }

    /** The failure of {@code what}; nothing was changed. */
    static HistoryException during(String what, Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (!(cause instanceof ServerException refused)) {
            return new HistoryException.Transient(
                    Code.NOT_ACCESSIBLE,
                    what + " failed: ClickHouse does not answer; check that it runs, and history.clickhouse.url: "
                            + message(cause),
                    cause);
        }
        return switch (refused.getCode()) {
            case 192, 193, 194, 516 ->
                new HistoryException.Permanent(
                        Code.NOT_ACCESSIBLE,
                        "ClickHouse refuses the user: check history.clickhouse.user and history.clickhouse.password",
                        null);
            case 497 ->
                new HistoryException.Permanent(
                        Code.NOT_ACCESSIBLE,
                        "the user of ClickHouse may not do this: grant it all of history.clickhouse.database: "
                                + message(cause),
                        cause);
            case 164, 242, 735 ->
                new HistoryException.Transient(
                        Code.NOT_ACCESSIBLE, "ClickHouse accepts no writes (read-only): " + message(cause), cause);
            case 243, 1002 ->
                new HistoryException.Transient(
                        Code.DISK_FULL,
                        "the disk of ClickHouse is full: make room, or shorten history.retention.samples: "
                                + message(cause),
                        cause);
            case 241 ->
                new HistoryException.Transient(
                        Code.MEMORY_EXHAUSTED, what + " needs more memory than ClickHouse has: ask for less", cause);
            case 159, 160, 307 ->
                new HistoryException.Transient(
                        Code.TIMED_OUT, what + " took too long and was stopped: ask for a shorter range", cause);
            case 394 -> new HistoryException.Transient(Code.CANCELLED, what + " was stopped", cause);
            case 202, 252, 319, 425 ->
                new HistoryException.Transient(
                        Code.BUSY, what + " failed: ClickHouse is overloaded: " + message(cause), cause);
            default ->
                new HistoryException.Permanent(
                        Code.FAILED, what + " failed; look at the cause, then restart: " + message(cause), cause);
        };
    }

    /** The code of ClickHouse's error; 0 when it is none. */
    static int code(Throwable thrown) {
        return unwrapped(thrown) instanceof ServerException refused ? refused.getCode() : 0;
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof ExecutionException
                        || cause instanceof CompletionException
                        || (!(cause instanceof ServerException) && holdsRefusal(cause)))) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean holdsRefusal(Throwable thrown) {
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException) {
                return true;
            }
        }
        return false;
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        String first = message == null
                ? failure.toString()
                : message.lines().findFirst().orElse("");
        return first.length() > 500 ? first.substring(0, 500) : first;
    }
}
