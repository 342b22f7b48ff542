package io.anomalyradar.server.ingest;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Receives one body. Each byte is reserved in the budget when it arrives. A body is refused when the budget has no room
 * for it, or when none of it arrives for {@value #IDLE_MILLIS} ms. All methods except {@link #release} run in the
 * request's event loop.
 */
final class BodyReceiver implements Subscriber<HttpObject> {
    static final long IDLE_MILLIS = 5_000;

    private final BodyBudget budget;
    private final InetAddress client;
    private final EventLoop loop;
    private final CompletableFuture<List<byte[]>> received = new CompletableFuture<>();
    private final List<byte[]> chunks = new ArrayList<>();
    private final AtomicLong reserved = new AtomicLong();
    private boolean arrivedSinceCheck = true;
    private @Nullable Subscription subscription;
    private @Nullable ScheduledFuture<?> idleCheck;

    private BodyReceiver(BodyBudget budget, InetAddress client, EventLoop loop) {
        this.budget = budget;
        this.client = client;
        this.loop = loop;
    }

    /** Starts to receive the body of {@code request}. */
    static BodyReceiver start(HttpRequest request, ServiceRequestContext context, BodyBudget budget) {
        EventLoop loop = context.eventLoop().withoutContext();
        BodyReceiver receiver = new BodyReceiver(budget, context.clientAddress(), loop);
        request.subscribe(receiver, loop);
        return receiver;
    }

    /** The body, in the pieces in which it came; fails with a problem, or as the connection did. */
    CompletableFuture<List<byte[]>> received() {
        return received;
    }

    /** Gives back the bytes that were reserved. Called when the body is no longer needed. */
    void release() {
        budget.release(client, reserved.getAndSet(0));
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        idleCheck = loop.scheduleAtFixedRate(this::checkIdle, IDLE_MILLIS, IDLE_MILLIS, TimeUnit.MILLISECONDS);
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject part) {
        if (received.isDone() || !(part instanceof HttpData data)) {
            return;
        }
        if (!budget.reserve(client, data.length())) {
            refuse(Problem.of(
                            ProblemCode.OVERLOADED,
                            "too many bytes are being received, in all or from this address:" + " try again shortly")
                    .retryAfter(1));
            return;
        }
        reserved.addAndGet(data.length());
        arrivedSinceCheck |= !data.isEmpty();
        chunks.add(data.array());
    }

    private void checkIdle() {
        if (!arrivedSinceCheck) {
            refuse(Problem.of(
                    ProblemCode.BODY_TOO_SLOW,
                    "nothing of the body arrived for " + IDLE_MILLIS + " ms: send it again in one go"));
        }
        arrivedSinceCheck = false;
    }

    private void refuse(Problem problem) {
        end();
        if (subscription != null) {
            subscription.cancel();
        }
        chunks.clear();
        received.completeExceptionally(problem.exception());
    }

    @Override
    public void onError(Throwable failure) {
        end();
        received.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end();
        received.complete(chunks);
    }

    private void end() {
        if (idleCheck != null) {
            idleCheck.cancel(false);
        }
    }
}
