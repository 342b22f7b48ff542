package io.anomalyradar.server.http;

import com.linecorp.armeria.common.HttpResponse;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A few threads for blocking work, with a bounded queue: work that does not fit is answered OVERLOADED immediately.
 * Thread-safe.
 */
public final class WorkPool implements AutoCloseable {
    private final String name;
    private final ThreadPoolExecutor threads;

    /**
     * A pool of {@code size} threads.
     *
     * @param queue how much may wait
     */
    public WorkPool(String name, int size, int queue, MeterRegistry meters) {
        this.name = name;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(size, size, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> {
            Thread thread = new Thread(task, "radar-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        Gauge.builder("radar.http.work.queued", threads.getQueue(), java.util.Collection::size)
                .description("Requests that wait for a thread")
                .tag("pool", name)
                .register(meters);
    }

    /** The answer that {@code work} creates on one of the threads; an exception becomes a problem. */
    public HttpResponse answer(Supplier<HttpResponse> work) {
        return HttpResponse.of(compose(() -> CompletableFuture.completedFuture(work.get())));
    }

    /**
     * The asynchronous result that {@code work} starts on one of the threads; fails with an OVERLOADED problem when
     * there is no room for it.
     */
    public <T> CompletableFuture<T> compose(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<Void> place = new CompletableFuture<>();
        CompletableFuture<T> result = place.thenCompose(taken -> work.get());
        try {
            threads.execute(() -> place.complete(null));
        } catch (RejectedExecutionException full) {
            place.completeExceptionally(
                    Problem.of(ProblemCode.OVERLOADED, "too many requests (" + name + ") at once: try again shortly")
                            .retryAfter(1)
                            .exception());
        }
        return result;
    }

    /** How much is under way. */
    public int running() {
        return threads.getActiveCount();
    }

    /** Lets work under way finish, for at most five seconds. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
