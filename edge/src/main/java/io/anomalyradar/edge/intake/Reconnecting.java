package io.anomalyradar.edge.intake;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a source that has a connection: runs a session until it ends, waits, and runs the next; after failures
 * in a row longer each time, up to {@value #LONGEST_PAUSE_MILLIS} ms, and never exactly as long as another gateway.
 */
public final class Reconnecting implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconnecting.class);

    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final long STEADY_NANOS = 60_000_000_000L;

    private final SourceCounts counts;
    private final Session session;
    private final Thread thread;
    private volatile boolean closing;

    public Reconnecting(SourceCounts counts, Session session) {
        this.counts = counts;
        this.session = session;
        this.thread = new Thread(this::run, "source-" + counts.name());
    }

    /** Reads until the connection ends. */
    @FunctionalInterface
    public interface Session {
        /**
         * Runs until the connection ends.
         *
         * @throws IOException when it cannot be made, or has ended; the message says why
         */
        void run() throws IOException, InterruptedException;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        int failures = 0;
        while (!closing) {
            long since = System.nanoTime();
            try {
                session.run();
            } catch (IOException ended) {
                if (!closing) {
                    counts.disconnected(reason(ended));
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException fault) {
                LOG.error("{}: the session ended by a fault of the gateway", counts.name(), fault);
                counts.disconnected("a fault of the gateway: " + fault);
            }
            failures = System.nanoTime() - since > STEADY_NANOS ? 0 : failures + 1;
            try {
                Thread.sleep(pause(failures));
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private static String reason(IOException ended) {
        String message = ended.getMessage();
        return message == null ? ended.getClass().getSimpleName() : message;
    }

    private static long pause(int failures) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
        return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    }

    /** The end of the session that runs is no failure, and none follows. */
    public void closing() {
        closing = true;
    }

    /** No further session; the one that runs is interrupted, and its owner closes what it waits for. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
