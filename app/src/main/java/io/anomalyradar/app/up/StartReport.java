package io.anomalyradar.app.up;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console output while the stack starts and stops, a line for each part with the time since the start; the log has
 * it too.
 */
final class StartReport {
    private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);

    private final PrintWriter out;
    private final long startNanos;

    /**
     * A report that starts now.
     *
     * @param sinceStart the time since the process was started
     */
    StartReport(PrintWriter out, Duration sinceStart) {
        this.out = out;
        this.startNanos = System.nanoTime() - sinceStart.toNanos();
    }

    synchronized void part(String name, String how) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        line(String.format(Locale.ROOT, "  %-10s %-58s %5.1f s", name, how, seconds));
    }

    synchronized void line(String text) {
        out.println(text);
        out.flush();
        if (!text.isBlank()) {
            LOG.info("{}", text.strip());
        }
    }
}
