package io.anomalyradar.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The started parts, to be closed in reverse order; a part that fails to close does not keep the others open. */
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /** Notes that {@code part} was started. */
    <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception failed) { // after any failure, the others must be closed
                LOG.error("{} could not be closed", part, failed);
            }
        }
    }
}
