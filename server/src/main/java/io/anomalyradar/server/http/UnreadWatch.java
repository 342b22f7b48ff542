package io.anomalyradar.server.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client has not read what is buffered for it for {@value #SECONDS} s, and reads no further
 * requests from it in the meantime. One instance per connection, used by its event loop.
 */
final class UnreadWatch extends ChannelDuplexHandler {
    private static final long SECONDS = 90;

    private boolean readWaits;
    private @Nullable ScheduledFuture<?> end;

    @Override
    public void read(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            context.read();
        } else {
            readWaits = true;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!context.channel().isWritable()) {
            if (end == null) {
                end = context.executor().schedule(() -> close(context), SECONDS, TimeUnit.SECONDS);
            }
        } else {
            cancel();
            if (readWaits) {
                readWaits = false;
                context.read();
            }
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel();
        context.fireChannelInactive();
    }

    private static void close(ChannelHandlerContext context) {
        var unused = context.close();
    }

    private void cancel() {
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }
}
