package io.anomalyradar.server.doors.graphite;

import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.Door;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.ingest.DoorMetrics;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Listens for Graphite's plaintext on TCP. The protocol has no answers, so a connection is not read further while its
 * lines wait for the broker: its sender waits as well. One thread, at most {@value #MAX_CONNECTIONS} connections.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's: what fails closes the connection
public final class GraphiteListener implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 256;
    private static final long CLOSE_MILLIS = 2_000;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listening;

    private GraphiteListener(InetSocketAddress address, Supplier<LineConnection> connection) {
        try {
            listening = new ServerBootstrap()
                    .group(loop)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            if (connections.size() >= MAX_CONNECTIONS) {
                                channel.close();
                                return;
                            }
                            connections.add(channel);
                            channel.pipeline().addLast(connection.get());
                        }
                    })
                    .bind(address)
                    .syncUninterruptibly()
                    .channel();
        } catch (RuntimeException failed) {
            loop.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            throw failed;
        }
    }

    /**
     * Listens on {@code address}.
     *
     * @param deviceNode the node of a path that is the device, from 0
     * @throws IllegalStateException when the address cannot be bound
     */
    public static GraphiteListener start(
            InetSocketAddress address, int deviceNode, Door door, DoorMetrics metrics, WorkPool pool) {
        Supplier<BatchDecoder> decoder = () -> new GraphiteDecoder(deviceNode);
        try {
            return new GraphiteListener(address, () -> new LineConnection(door, decoder, metrics, pool));
        } catch (RuntimeException failed) {
            throw new IllegalStateException(
                    "cannot listen for Graphite on " + address + ": choose another doors.graphite.port", failed);
        }
    }

    /** The port on which it listens. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly(CLOSE_MILLIS);
        connections.close().awaitUninterruptibly(CLOSE_MILLIS);
        loop.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLIS);
    }
}
