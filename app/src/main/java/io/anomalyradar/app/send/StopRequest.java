package io.anomalyradar.app.send;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Signals to long work that the process was asked to end (Ctrl-C, SIGTERM), and keeps the process alive until the work
 * is closed, for at most ten seconds: time to deliver what is under way and to print a summary.
 */
public final class StopRequest implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-request");
    private volatile boolean stopped;

    private StopRequest() {}

    /** Registers for the signal; it is handled from now on. */
    public static StopRequest install() {
        StopRequest signal = new StopRequest();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void stop() {
        stopped = true;
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("radar: ended before everything was acknowledged");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the work should end soon. */
    @Override
    public boolean getAsBoolean() {
        return stopped;
    }

    /** The work is done: the process may end. */
    @Override
    public void close() {
        finished.countDown();
        if (!stopped) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                stopped = true; // the hook runs already and finds the work finished
            }
        }
    }
}
