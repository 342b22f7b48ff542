package io.anomalyradar.app.up;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops everything in order when the process is told to end; after {@link #LONGEST} it ends regardless. */
final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final Duration LONGEST = Duration.ofSeconds(14);
    private static final int STATUS_OF_HALT = 1;

    private StopSignal() {}

    static void closes(Parts parts, StartReport report) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parts, report), "stop"));
    }

    private static void stop(Parts parts, StartReport report) {
        Thread watchdog = new Thread(StopSignal::haltLater, "stop-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        if (parts.areRunning()) {
            report.line("stopping");
            parts.close();
            report.line("stopped");
        }
    }

    /** What is lost then is made good at the next start, as after a power cut. */
    private static void haltLater() {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        LOG.error("not stopped after {} s: halting", LONGEST.toSeconds());
        Runtime.getRuntime().halt(STATUS_OF_HALT);
    }
}
