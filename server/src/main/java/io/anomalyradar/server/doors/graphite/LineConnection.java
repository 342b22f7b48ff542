package io.anomalyradar.server.doors.graphite;

import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.Door;
import io.anomalyradar.bus.DoorResult;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.ingest.DoorMetrics;
import io.micrometer.core.instrument.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One connection that sends lines. Whole lines are delivered together; meanwhile nothing is read. What the broker does
 * not acknowledge is delivered again under the same frame ids, for as long as the connection lasts. All methods run in
 * the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's: what fails closes the connection
final class LineConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int MAX_LINE = 64 << 10;
    private static final long RETRY_MILLIS = 1_000;

    private final Door door;
    private final Supplier<BatchDecoder> decoder;
    private final DoorMetrics metrics;
    private final WorkPool pool;
    private ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean delivering;
    private boolean ended;

    LineConnection(Door door, Supplier<BatchDecoder> decoder, DoorMetrics metrics, WorkPool pool) {
        this.door = door;
        this.decoder = decoder;
        this.metrics = metrics;
        this.pool = pool;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        byte[] part = new byte[bytes.readableBytes()];
        bytes.readBytes(part);
        received.writeBytes(part);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        deliverWholeLines(context);
    }

    /** The sender has said all: its last line may have no end. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended = true;
        deliverWholeLines(context);
    }

    private void deliverWholeLines(ChannelHandlerContext context) {
        if (delivering) {
            return;
        }
        byte[] bytes = received.toByteArray();
        int end = bytes.length;
        while (!ended && end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end == 0) {
            if (bytes.length > MAX_LINE) {
                context.close(); // no sender of lines
            }
            return;
        }
        received = new ByteArrayOutputStream();
        received.write(bytes, end, bytes.length - end);
        byte[] lines = java.util.Arrays.copyOf(bytes, end);
        delivering = true;
        if (!ended) {
            context.channel().config().setAutoRead(false);
        }
        deliver(context, lines, UUID.randomUUID().toString());
    }

    private void deliver(ChannelHandlerContext context, byte[] lines, String key) {
        Timer.Sample start = Timer.start();
        pool.compose(() -> door.deliver(
                        () -> new ByteArrayInputStream(lines), decoder.get(), key, device -> true, () -> false))
                .whenComplete((result, failure) ->
                        context.executor().execute(() -> delivered(context, lines, key, result, failure, start)));
    }

    private void delivered(
            ChannelHandlerContext context,
            byte[] lines,
            String key,
            @org.jspecify.annotations.Nullable DoorResult result,
            @org.jspecify.annotations.Nullable Throwable failure,
            Timer.Sample start) {
        if (result != null) {
            metrics.count(result, start);
        }
        boolean again = failure != null || (result instanceof DoorResult.Sent && result.taken() == null);
        if (again && !ended) {
            context.executor().schedule(() -> deliver(context, lines, key), RETRY_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        delivering = false;
        if (ended) {
            deliverRest(context);
        } else {
            context.channel().config().setAutoRead(true);
            deliverWholeLines(context);
        }
    }

    private void deliverRest(ChannelHandlerContext context) {
        if (received.size() > 0) {
            deliverWholeLines(context);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the method of the interface
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // the connection broke
    }
}
