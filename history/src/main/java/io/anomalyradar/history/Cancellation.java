package io.anomalyradar.history;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops the questions of one caller who no longer waits for the answer. Questions that run within {@link #run} end as
 * {@code CANCELLED}, the one under way and all later ones. Commits are never stopped. Any thread may cancel.
 */
public final class Cancellation {
    private static final ThreadLocal<@Nullable Cancellation> CURRENT = new ThreadLocal<>();

    private boolean cancelled;
    private @Nullable Runnable stop;

    /** Does {@code work} in this thread. */
    public <T> T run(Supplier<T> work) {
        Cancellation outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.set(outer);
        }
    }

    /** The one that this thread works under; outside of {@link #run} one that nobody cancels. */
    public static Cancellation current() {
        Cancellation current = CURRENT.get();
        return current == null ? new Cancellation() : current;
    }

    /** Stops the question under way, and refuses later ones. */
    public synchronized void cancel() {
        cancelled = true;
        if (stop != null) {
            stop.run();
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * Announces a question that {@code how} stops. A store calls it before it starts, and {@link #ended} after.
     *
     * @throws HistoryException.Transient CANCELLED
     */
    public synchronized void started(Runnable how) {
        if (cancelled) {
            throw new HistoryException.Transient(HistoryException.Code.CANCELLED, "nobody waits for the answer", null);
        }
        stop = how;
    }

    /** After it returns, the question that was announced is not stopped any more. */
    public synchronized void ended() {
        stop = null;
    }
}
