package io.anomalyradar.app.up;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** The lines that a person sees while the stack starts and stops: one for each part, with the time since the start. */
final class StartReport {
    private final PrintWriter out;
    private final long startNanos;

    /**
     * A report that begins now.
     *
     * @param sinceStart how long ago the process was started
     */
    StartReport(PrintWriter out, Duration sinceStart) {
        this.out = out;
        this.startNanos = System.nanoTime() - sinceStart.toNanos();
    }

    synchronized void part(String name, String how) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        out.println(String.format(Locale.ROOT, "  %-10s %-58s %5.1f s", name, how, seconds));
        out.flush();
    }

    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }
}
