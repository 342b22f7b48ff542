package io.anomalyradar.server.doors.statsd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.bus.Door;
import io.anomalyradar.model.config.StatsdConfig;
import io.anomalyradar.server.doors.labels.FrameGroups;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.ingest.DoorMetrics;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for StatsD on UDP and TCP while this server owns the work, and delivers each interval. Intervals begin at
 * multiples of their length. One thread does everything but the delivery; at most {@value #MAX_CONNECTIONS}
 * connections.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's: what fails is seen at the next look
public final class StatsdListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatsdListener.class);
    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_DATAGRAM = 65_535;
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final long LOOK_MILLIS = 250;
    private static final long CLOSE_MILLIS = 2_000;

    private final InetSocketAddress address;
    private final StatsdConfig config;
    private final BooleanSupplier owner;
    private final DoorMetrics metrics;
    private final Clock clock;
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final ChannelGroup channels = new DefaultChannelGroup(loop);
    private final IntervalSums aggregator;
    private final IntervalDelivery delivery;
    private int connections;
    private boolean opening;

    private StatsdListener(
            InetSocketAddress address,
            StatsdConfig config,
            BooleanSupplier owner,
            Door door,
            DoorMetrics metrics,
            WorkPool pool,
            Clock clock) {
        this.address = address;
        this.config = config;
        this.owner = owner;
        this.metrics = metrics;
        this.clock = clock;
        aggregator = new IntervalSums(config, metrics);
        delivery = new IntervalDelivery(door, metrics, pool, loop);
    }

    /**
     * Listens on {@code address} whenever {@code owner} is true. An address that cannot be bound is an error of the
     * door, and is tried again.
     */
    @SuppressWarnings("TooManyParameters") // each is a different kind of thing
    public static StatsdListener start(
            InetSocketAddress address,
            StatsdConfig config,
            BooleanSupplier owner,
            Door door,
            DoorMetrics metrics,
            WorkPool pool,
            Clock clock) {
        StatsdListener listener = new StatsdListener(address, config, owner, door, metrics, pool, clock);
        metrics.note("not listening yet");
        listener.loop.scheduleWithFixedDelay(listener::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        listener.scheduleFlush();
        return listener;
    }

    private void look() {
        boolean owned = owner.getAsBoolean();
        if (owned && channels.isEmpty() && !opening) {
            open();
        } else if (!owned && !channels.isEmpty()) {
            channels.close();
            flush(clock.millis());
            aggregator.forget();
            metrics.note("another server listens");
        } else if (!owned) {
            metrics.note("another server listens, or the broker has not said yet whether this one should");
        }
    }

    private void open() {
        opening = true;
        new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
                .handler(new Datagrams())
                .bind(address)
                .addListener((io.netty.channel.ChannelFutureListener) udp -> {
                    if (udp.isSuccess()) {
                        channels.add(udp.channel());
                        openTcp();
                    } else {
                        notOpened(udp.cause());
                    }
                });
    }

    private void openTcp() {
        new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                })
                .bind(address)
                .addListener((io.netty.channel.ChannelFutureListener) tcp -> {
                    if (tcp.isSuccess()) {
                        channels.add(tcp.channel());
                        opening = false;
                        metrics.note("listening on " + address.getHostString() + ":" + address.getPort());
                    } else {
                        channels.close();
                        notOpened(tcp.cause());
                    }
                });
    }

    private void notOpened(Throwable cause) {
        opening = false;
        String reason = "cannot listen on " + address.getHostString() + ":" + address.getPort() + " ("
                + cause.getMessage() + "): choose another doors.statsd.port";
        metrics.note("not listening");
        metrics.failed(reason);
    }

    private void accept(Channel channel) {
        if (connections >= MAX_CONNECTIONS) {
            metrics.failed(MAX_CONNECTIONS + " connections are open: a further one is closed");
            channel.close();
            return;
        }
        connections++;
        channels.add(channel);
        channel.closeFuture().addListener(closed -> connections--);
        channel.pipeline().addLast(new LineBasedFrameDecoder(StatsdLine.MAX_LENGTH, true, true), new Lines());
    }

    private final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            for (String line : packet.content().toString(UTF_8).split("\n", -1)) {
                aggregator.take(line);
            }
        }

        @Override
        @SuppressWarnings("deprecation") // the method of the interface
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            metrics.failed("a datagram could not be read: " + cause.getMessage());
        }
    }

    private final class Lines extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
            aggregator.take(line.toString(UTF_8));
        }

        @Override
        @SuppressWarnings("deprecation") // the method of the interface
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            metrics.failed("a connection is closed: " + cause.getMessage());
            context.close();
        }
    }

    private void scheduleFlush() {
        long interval = config.flushInterval().toMillis();
        long now = clock.millis();
        long wait = interval - Math.floorMod(now, interval);
        loop.schedule(
                () -> {
                    flush(now + wait);
                    scheduleFlush();
                },
                wait,
                TimeUnit.MILLISECONDS);
    }

    private void flush(long millis) {
        FrameGroups ended = aggregator.flush(millis);
        if (ended != null) {
            delivery.add(ended);
        }
    }

    /** Stops to listen and delivers the interval that has begun, for at most two seconds. */
    @Override
    public void close() {
        channels.close().awaitUninterruptibly(CLOSE_MILLIS);
        CompletableFuture<Void> sent = new CompletableFuture<>();
        loop.execute(() -> {
            flush(clock.millis());
            delivery.whenEmpty(sent);
        });
        try {
            sent.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException undelivered) {
            LOG.warn("the broker did not take the last interval of StatsD in time: it is lost");
        }
        group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLIS);
    }
}
