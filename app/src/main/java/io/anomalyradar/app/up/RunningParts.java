package io.anomalyradar.app.up;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts that run, and how each is stopped. Thread-safe: parts are started side by side, and a signal may stop them
 * while they still start.
 */
final class RunningParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningParts.class);

    private final Map<Part, AutoCloseable> running = new EnumMap<>(Part.class);
    private boolean closed;

    /** {@code part} runs now; {@code stop} is called once, immediately if the stop was already requested. */
    void started(Part part, AutoCloseable stop) {
        synchronized (this) {
            if (!closed) {
                running.put(part, stop);
                return;
            }
        }
        stop(part, stop);
    }

    /** Whether there is anything to stop. */
    synchronized boolean areRunning() {
        return !running.isEmpty();
    }

    /** Stops what runs, in the order of {@link Part}; a second caller waits until the first is done. */
    @Override
    public synchronized void close() {
        closed = true;
        running.forEach(RunningParts::stop);
        running.clear();
    }

    /** One part that does not stop must not keep the others from being stopped in order. */
    private static void stop(Part part, AutoCloseable stop) {
        try {
            stop.close();
            LOG.info("stopped {}", part);
        } catch (Exception failed) {
            LOG.error("{} did not stop in order", part, failed);
        }
    }
}
