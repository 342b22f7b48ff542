package io.anomalyradar.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what clients hold by their connections alone. The broker and the store of {@code radar up} live in the same
 * process: without file descriptors they would fail, so connections get at most half of them, and {@value #MOST} at
 * most. One address has at most half of those. A connection has at most {@value #MAX_REQUESTS} requests unanswered, and
 * is closed when its client does not read for 90 s. Thread-safe.
 */
public final class ConnectionLimits implements DecoratingHttpServiceFunction {
    private static final int MOST = 10_000;
    private static final int MAX_REQUESTS = 64;

    private final int most;
    private final Counter refused;
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private final Map<Channel, Integer> unanswered = new ConcurrentHashMap<>();
    private int all;

    public ConnectionLimits(MeterRegistry meters) {
        this(Math.min(MOST, fileDescriptors() / 2), meters);
    }

    ConnectionLimits(int most, MeterRegistry meters) {
        this.most = most;
        refused = Counter.builder("radar.http.connections.refused")
                .description("Connections closed at once because there were too many")
                .register(meters);
        Gauge.builder("radar.http.connections", this, ConnectionLimits::open)
                .description("Open connections of clients")
                .register(meters);
    }

    private static int fileDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount())
                : Integer.MAX_VALUE;
    }

    /** Applies the limits to the connections of {@code server}; those on requests need the decorator too. */
    public void addTo(ServerBuilder server) {
        server.childChannelPipelineCustomizer(this::opened).http2MaxStreamsPerConnection(MAX_REQUESTS);
    }

    private void opened(ChannelPipeline pipeline) {
        Channel channel = pipeline.channel();
        InetAddress client = channel.remoteAddress() instanceof InetSocketAddress address ? address.getAddress() : null;
        if (!admit(client)) {
            refused.increment();
            channel.eventLoop().execute(() -> {
                var unused = channel.close();
            });
            return;
        }
        pipeline.addFirst(new UnreadWatch());
        channel.closeFuture().addListener(closed -> {
            unanswered.remove(channel);
            leave(client);
        });
    }

    /** Counts a connection of {@code client}; false when there are too many. */
    synchronized boolean admit(@Nullable InetAddress client) {
        int own = byAddress.getOrDefault(client, 0);
        if (all >= most || own >= Math.max(1, most / 2)) {
            return false;
        }
        all++;
        byAddress.put(client, own + 1);
        return true;
    }

    /** A connection that was admitted is closed. */
    synchronized void leave(@Nullable InetAddress client) {
        all--;
        byAddress.computeIfPresent(client, (address, own) -> own > 1 ? own - 1 : null);
    }

    private synchronized int open() {
        return all;
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        Channel channel = context.log().partial().channel();
        if (channel == null) {
            return delegate.serve(context, request);
        }
        if (unanswered.merge(channel, 1, Integer::sum) > MAX_REQUESTS) {
            var unused = channel.close(); // an answer would only wait behind those that are not read
        }
        var unused = context.log().whenComplete().thenRun(() -> answered(channel));
        return delegate.serve(context, request);
    }

    private void answered(Channel channel) {
        unanswered.computeIfPresent(channel, (one, requests) -> requests > 1 ? requests - 1 : null);
    }
}
