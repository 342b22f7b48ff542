package io.anomalyradar.server.graphql;

import graphql.ExecutionResult;
import io.anomalyradar.history.Cancellation;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A query or subscription of a connection. The next item is requested when the client has read the one before. State is
 * of the connection's event loop.
 */
final class GraphqlOperation implements Subscriber<Object> {
    private static final long MOST_SECONDS = 30;

    private final String id;
    private final GraphqlSession session;
    private final EventLoop loop;
    private final Cancellation cancellation = new Cancellation();
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable Subscription items;
    private boolean stopped;

    GraphqlOperation(String id, GraphqlSession session, EventLoop loop) {
        this.id = id;
        this.session = session;
        this.loop = loop;
    }

    String id() {
        return id;
    }

    /** Starts the time in which it must be answered. */
    Cancellation begin() {
        deadline = loop.schedule(cancellation::cancel, MOST_SECONDS, TimeUnit.SECONDS);
        return cancellation;
    }

    void answered() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    void follow(Publisher<?> published) {
        published.subscribe(this);
    }

    /** Its client has left: nobody subscribes to a publisher that there may be. */
    void discard(@Nullable ExecutionResult result) {
        if (result != null && result.getData() instanceof Publisher<?> published) {
            stopped = true;
            published.subscribe(this);
        }
    }

    void stop() {
        stopped = true;
        cancellation.cancel();
        if (items != null) {
            items.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (stopped) {
            subscription.cancel();
            return;
        }
        items = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(Object item) {
        loop.execute(() -> {
            Subscription from = items;
            if (from != null && session.next(this, (ExecutionResult) item)) {
                session.whenRead(() -> from.request(1));
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        loop.execute(() -> session.failed(this, failure));
    }

    @Override
    public void onComplete() {
        loop.execute(() -> session.completed(this));
    }
}
