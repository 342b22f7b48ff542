package io.anomalyradar.benchmarks.load;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread that works until it is told to stop, and what it failed of. */
final class Worker {
    /** What the thread does; returns soon after {@code going} turns false. */
    @FunctionalInterface
    interface Work {
        void run(BooleanSupplier going) throws Exception;
    }

    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    private Worker(String name, Work work) {
        thread = new Thread(() -> work(work), name);
        thread.setDaemon(true);
    }

    static Worker start(String name, Work work) {
        Worker worker = new Worker(name, work);
        worker.thread.start();
        return worker;
    }

    private void work(Work work) {
        try {
            work.run(() -> !stopped);
        } catch (Exception | Error failed) {
            failure = failed;
        }
    }

    /** Throws what the thread failed of, if it did: figures after that would mean nothing. */
    void check() {
        Throwable failed = failure;
        if (failed != null) {
            throw new CompletionException(thread.getName() + " failed", failed);
        }
    }

    /** Tells the thread to stop and waits until it has. */
    void stop() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for " + thread.getName());
        }
    }
}
