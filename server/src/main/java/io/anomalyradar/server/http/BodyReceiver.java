package io.anomalyradar.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Receives one body. Each byte is reserved in the budget when it arrives. A body is refused when the budget has no room
 * for it, or when none of it arrives for {@value #IDLE_MILLIS} ms. Small pieces are copied together, so that a body
 * takes no more memory than it has bytes, however it is cut. All methods except {@link #release} run in the request's
 * event loop.
 */
public final class BodyReceiver implements Subscriber<HttpObject> {
    static final long IDLE_MILLIS = 5_000;
    private static final int BLOCK = 8 << 10;

    private final BodyBudget budget;
    private final InetAddress client;
    private final EventLoop loop;
    private final CompletableFuture<List<byte[]>> received = new CompletableFuture<>();
    private final List<byte[]> chunks = new ArrayList<>();
    private final AtomicLong reserved = new AtomicLong();
    /** Collects small pieces; empty before the first of them. */
    private byte[] block = new byte[0];

    private int blockLength;
    private boolean arrivedSinceCheck = true;
    private @Nullable Subscription subscription;
    private @Nullable ScheduledFuture<?> idleCheck;

    private BodyReceiver(BodyBudget budget, InetAddress client, EventLoop loop) {
        this.budget = budget;
        this.client = client;
        this.loop = loop;
    }

    /** Starts to receive the body of {@code request}. */
    public static BodyReceiver start(HttpRequest request, ServiceRequestContext context, BodyBudget budget) {
        EventLoop loop = context.eventLoop().withoutContext();
        BodyReceiver receiver = new BodyReceiver(budget, context.clientAddress(), loop);
        request.subscribe(receiver, loop);
        return receiver;
    }

    /** The body, in pieces; fails with a problem, or as the connection did. */
    public CompletableFuture<List<byte[]>> received() {
        return received;
    }

    /** The pieces of a body as one. */
    public static byte[] whole(List<byte[]> pieces) {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        pieces.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    /** Gives back the bytes that were reserved. Called when the body is no longer needed. */
    public void release() {
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
        keep(data.array());
    }

    private void keep(byte[] piece) {
        if (blockLength + piece.length > BLOCK) {
            endBlock();
        }
        if (piece.length >= BLOCK / 2) {
            endBlock();
            chunks.add(piece);
            return;
        }
        if (block.length == 0) {
            block = new byte[BLOCK];
        }
        System.arraycopy(piece, 0, block, blockLength, piece.length);
        blockLength += piece.length;
    }

    private void endBlock() {
        if (blockLength > 0) {
            chunks.add(Arrays.copyOf(block, blockLength));
            blockLength = 0;
        }
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
        endBlock();
        received.complete(chunks);
    }

    private void end() {
        if (idleCheck != null) {
            idleCheck.cancel(false);
        }
    }
}
