package io.anomalyradar.app.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.blob.TransientBlobService;
import org.apache.flink.runtime.dispatcher.DispatcherGateway;
import org.apache.flink.runtime.leaderelection.LeaderElection;
import org.apache.flink.runtime.resourcemanager.ResourceManagerGateway;
import org.apache.flink.runtime.rest.RestEndpointFactory;
import org.apache.flink.runtime.rest.handler.RestHandlerConfiguration;
import org.apache.flink.runtime.rest.handler.RestHandlerSpecification;
import org.apache.flink.runtime.rest.handler.legacy.metrics.MetricFetcher;
import org.apache.flink.runtime.rpc.FatalErrorHandler;
import org.apache.flink.runtime.webmonitor.WebMonitorEndpoint;
import org.apache.flink.runtime.webmonitor.retriever.GatewayRetriever;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandler;
import org.jspecify.annotations.Nullable;

/**
 * The REST endpoint of the embedded cluster: it has no routes, and it stops listening before its start returns.
 *
 * <p>Flink's own endpoint needs no login and allows every web page to call it, so one request of a foreign page can
 * cancel the job. Flink cannot start a cluster without an endpoint, and {@code start()} binds a port before it can be
 * overridden; this endpoint answers 404 during these milliseconds.
 */
@SuppressWarnings("try") // Flink's close() may be interrupted
final class ClosedRestEndpoint extends WebMonitorEndpoint<DispatcherGateway> {
    private @Nullable CompletableFuture<Void> closed;

    private ClosedRestEndpoint(
            Configuration configuration,
            GatewayRetriever<DispatcherGateway> dispatcher,
            GatewayRetriever<ResourceManagerGateway> resourceManager,
            TransientBlobService blobs,
            ScheduledExecutorService executor,
            MetricFetcher metrics,
            LeaderElection leaderElection,
            FatalErrorHandler onFatalError)
            throws Exception {
        super(
                dispatcher,
                configuration,
                RestHandlerConfiguration.fromConfiguration(configuration),
                resourceManager,
                blobs,
                executor,
                metrics,
                leaderElection,
                RestEndpointFactory.createExecutionGraphCache(
                        RestHandlerConfiguration.fromConfiguration(configuration)),
                onFatalError);
    }

    static RestEndpointFactory<DispatcherGateway> factory() {
        return ClosedRestEndpoint::new;
    }

    @Override
    protected List<Tuple2<RestHandlerSpecification, ChannelInboundHandler>> initializeHandlers(
            CompletableFuture<String> localAddress) {
        return new ArrayList<>(); // Flink sorts it
    }

    /** Closes the port. No component looks the endpoint up, so it takes no part in the election of a leader. */
    @Override
    public void startInternal() {
        Waiting.on("closing Flink's REST port", shutDownInternal());
    }

    @Override
    protected CompletableFuture<Void> shutDownInternal() {
        CompletableFuture<Void> closing = closed;
        if (closing == null) {
            closing = super.shutDownInternal();
            closed = closing;
        }
        return closing;
    }
}
