package io.anomalyradar.benchmarks.load;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread that works until it is stopped, and the error that ended it. */
final class LoadThread {
    /** The work of the thread; it returns soon after {@code going} becomes false. */
    @FunctionalInterface
    interface Work {
        void run(BooleanSupplier going) throws Exception;
    }

    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    private LoadThread(String name, Work work) {
        thread = new Thread(() -> work(work), name);
        thread.setDaemon(true);
    }

    static LoadThread start(String name, Work work) {
        LoadThread worker = new LoadThread(name, work);
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

    /** Throws the error of the thread, if there was one: later figures would be meaningless. */
    void check() {
        Throwable failed = failure;
        if (failed != null) {
            throw new CompletionException(thread.getName() + " failed", failed);
        }
    }

    /** Signals the thread to stop and waits until it has ended. */
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
