package io.anomalyradar.app.progress;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * One line that shows the progress and speed of a piece of work; it disappears when closed. Draws nothing unless the
 * error stream is a terminal. Not thread-safe.
 */
public final class ProgressBar implements AutoCloseable {
    /** Represents an unknown total. */
    public static final long UNKNOWN = -1;

    private static final int REDRAW_MILLIS = 100;
    private static final int WIDTH = 110;

    private final me.tongfei.progressbar.@Nullable ProgressBar bar;
    private final String unit;
    private final long startNanos = System.nanoTime();

    private ProgressBar(me.tongfei.progressbar.@Nullable ProgressBar bar, String unit) {
        this.bar = bar;
        this.unit = unit;
    }

    /**
     * A bar on {@code err}.
     *
     * @param unit what {@link #update} counts, for the rate: "rows", "frames"
     * @param total the whole amount of work, in the unit of {@code done}; {@link #UNKNOWN} when unknown
     */
    public static ProgressBar on(PrintWriter err, String unit, long total) {
        if (!Terminal.isWatched()) {
            return new ProgressBar(null, unit);
        }
        return drawn(unit, total, text -> {
            err.print(text);
            err.flush();
        });
    }

    static ProgressBar drawn(String unit, long total, Consumer<String> out) {
        return new ProgressBar(
                new ProgressBarBuilder()
                        .setTaskName("")
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(REDRAW_MILLIS)
                        .continuousUpdate() // else a count that changes without a step may stay undrawn
                        .setConsumer(new DelegatingProgressBarConsumer(text -> out.accept("\r" + text), WIDTH))
                        .clearDisplayOnFinish()
                        .build(),
                unit);
    }

    /**
     * Reports the progress of the work.
     *
     * @param done part of the total (bytes, for example)
     * @param counted units done, for the rate
     * @param label the current piece of work
     */
    public void update(long done, long counted, String label) {
        if (bar == null) {
            return;
        }
        double seconds = Math.max(1e-9, (System.nanoTime() - startNanos) * 1e-9);
        bar.setExtraMessage(
                String.format(Locale.ROOT, " %,d %s, %,.0f/s, %s", counted, unit, counted / seconds, label));
        bar.stepTo(done);
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
