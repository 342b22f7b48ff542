package io.anomalyradar.server.graphql;

import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.log.Listeners.Registration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * What one subscription waits for: items are offered by a reader's thread, which never waits, and emitted as the
 * subscriber requests them. A subscriber that leaves {@value #MAX_WAITING} items behind is ended with an error. For one
 * subscriber; thread-safe.
 */
final class Feed<T> implements Publisher<T>, Subscription {
    static final int MAX_WAITING = 1_000;

    private final Function<Consumer<T>, Registration> source;
    private final Executor executor;
    private final Queue<T> waiting = new ArrayDeque<>();
    private @Nullable Subscriber<? super T> subscriber;
    private @Nullable Registration registration;
    private long requested;
    private boolean running;
    private boolean overflown;
    private boolean ended;

    /** @param source registers who receives the items */
    Feed(Function<Consumer<T>, Registration> source, Executor executor) {
        this.source = source;
        this.executor = executor;
    }

    @Override
    public void subscribe(Subscriber<? super T> only) {
        synchronized (this) {
            if (subscriber != null) {
                throw new IllegalStateException("a feed has one subscriber");
            }
            subscriber = only;
            registration = source.apply(this::offer);
        }
        only.onSubscribe(this);
    }

    private synchronized void offer(T item) {
        if (ended || overflown) {
            return;
        }
        if (waiting.size() == MAX_WAITING) {
            overflown = true;
        } else {
            waiting.add(item);
        }
        proceed();
    }

    @Override
    public synchronized void request(long n) {
        requested = Math.min(Long.MAX_VALUE - n, requested) + n;
        proceed();
    }

    @Override
    public synchronized void cancel() {
        ended = true;
        waiting.clear();
        if (registration != null) {
            registration.close();
        }
    }

    private synchronized void proceed() {
        if (!running && !ended && (overflown || (requested > 0 && !waiting.isEmpty()))) {
            running = true;
            try {
                executor.execute(this::emit);
            } catch (RejectedExecutionException stopping) {
                cancel();
            }
        }
    }

    private void emit() {
        Subscriber<? super T> to = subscriber;
        T item = next();
        while (item != null && to != null) {
            to.onNext(item);
            item = next();
        }
        if (to != null && endOverflown()) {
            to.onError(Problem.of(
                            ProblemCode.OVERLOADED,
                            "the client reads too slowly: " + MAX_WAITING + " items wait; subscribe to less")
                    .exception());
        }
    }

    private synchronized @Nullable T next() {
        T item = ended || overflown || requested == 0 ? null : waiting.poll();
        if (item == null) {
            running = false;
        } else {
            requested--;
        }
        return item;
    }

    private synchronized boolean endOverflown() {
        boolean ends = overflown && !ended;
        if (ends) {
            cancel();
        }
        return ends;
    }
}
