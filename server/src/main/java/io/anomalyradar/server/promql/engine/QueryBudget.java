package io.anomalyradar.server.promql.engine;

import io.anomalyradar.server.promql.syntax.QueryException;
import io.anomalyradar.server.promql.syntax.QueryException.Reason;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What a query may cost: numbers in memory, and time. Whoever evaluates asks it before each larger piece of work. Used
 * by one thread.
 */
public final class QueryBudget {
    /** Visited numbers between two looks at the clock. */
    private static final long STRIDE = 1 << 16;

    private final long most;
    private final LongSupplier nanos;
    private final long deadlineNanos;
    private final BooleanSupplier cancelled;
    private long kept;
    private long visitedSinceLook;

    /**
     * A budget.
     *
     * @param most numbers that are read or computed in all
     * @param nanos a clock, as {@link System#nanoTime}
     * @param cancelled whether nobody waits for the answer
     */
    public QueryBudget(long most, LongSupplier nanos, long deadlineNanos, BooleanSupplier cancelled) {
        this.most = most;
        this.nanos = nanos;
        this.deadlineNanos = deadlineNanos;
        this.cancelled = cancelled;
    }

    /** How many more numbers may be kept. */
    public long left() {
        return most - kept;
    }

    /** Notes that so many numbers are about to be kept. */
    public void keep(long numbers) {
        kept += numbers;
        if (kept > most) {
            throw QueryException.execution("the query needs more than " + most
                    + " numbers in memory: select fewer series, a shorter range or a longer step");
        }
        visit(numbers);
    }

    /** Notes that so many numbers are about to be looked at. */
    public void visit(long numbers) {
        visitedSinceLook += numbers;
        if (visitedSinceLook >= STRIDE) {
            visitedSinceLook = 0;
            check();
        }
    }

    /** Ends the query when its time is up, or when nobody waits for it. */
    public void check() {
        if (nanos.getAsLong() - deadlineNanos > 0) {
            throw timedOut();
        }
        if (cancelled.getAsBoolean()) {
            throw new QueryException(Reason.CANCELED, "the query was canceled");
        }
    }

    public boolean isOver() {
        return nanos.getAsLong() - deadlineNanos > 0;
    }

    public static QueryException timedOut() {
        return new QueryException(
                Reason.TIMEOUT, "query timed out: select fewer series, a shorter range or a longer step");
    }
}
