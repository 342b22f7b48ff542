package io.anomalyradar.app.progress;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line that shows how far a piece of work has come and how fast it goes; it disappears when closed. Redrawn at most ten
 * times a second. Not thread-safe.
 */
public final class ProgressBar implements AutoCloseable {
    /** Stands for a total that is not known. */
    public static final long UNKNOWN = -1;

    private static final long REDRAW_NANOS = 100_000_000;
    private static final int CELLS = 24;
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintWriter out;
    private final boolean drawn;
    private final LongSupplier nanoClock;
    private final String unit;
    private final long total;
    private final long startNanos;
    private long nextNanos;

    ProgressBar(PrintWriter out, boolean drawn, LongSupplier nanoClock, String unit, long total) {
        this.out = out;
        this.drawn = drawn;
        this.nanoClock = nanoClock;
        this.unit = unit;
        this.total = total;
        this.startNanos = nanoClock.getAsLong();
        this.nextNanos = startNanos + REDRAW_NANOS;
    }

    /**
     * A bar on {@code err}, which does nothing when the process's error stream is no terminal.
     *
     * @param unit what {@link #update} counts, for the rate: "rows", "frames"
     * @param total what is to be done, in the measure of {@code done}; {@link #UNKNOWN} when nobody knows
     */
    public static ProgressBar on(PrintWriter err, String unit, long total) {
        return new ProgressBar(err, Terminal.isWatched(), System::nanoTime, unit, total);
    }

    /**
     * Says how far the work has come.
     *
     * @param done part of the total (bytes, for example)
     * @param counted units done, for the rate
     * @param label what is worked at
     */
    public void update(long done, long counted, String label) {
        if (!drawn) {
            return;
        }
        long now = nanoClock.getAsLong();
        if (now - nextNanos < 0) {
            return;
        }
        nextNanos = now + REDRAW_NANOS;
        double seconds = Math.max(1e-9, (now - startNanos) * 1e-9);
        out.print(CLEAR_LINE + bar(done) + shortened(counted) + " " + unit + "  "
                + shortened(Math.round(counted / seconds)) + "/s" + remaining(done, seconds) + "  " + label);
        out.flush();
    }

    private String bar(long done) {
        if (total <= 0) {
            return "";
        }
        double share = Math.min(1, (double) done / total);
        int full = (int) (share * CELLS);
        return "[" + "=".repeat(full) + " ".repeat(CELLS - full) + "] "
                + String.format(Locale.ROOT, "%3.0f%%  ", share * 100);
    }

    private String remaining(long done, double seconds) {
        if (total <= 0 || done <= 0) {
            return "";
        }
        long left = Math.round(seconds * Math.max(0, total - done) / done);
        return String.format(Locale.ROOT, "  %d:%02d left", left / 60, left % 60);
    }

    private static String shortened(long count) {
        if (count < 10_000) {
            return Long.toString(count);
        }
        return count < 10_000_000
                ? String.format(Locale.ROOT, "%.1fk", count / 1e3)
                : String.format(Locale.ROOT, "%.1fM", count / 1e6);
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (drawn) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
