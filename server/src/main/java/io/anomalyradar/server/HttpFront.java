package io.anomalyradar.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.metric.MeterIdPrefixFunction;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.cors.CorsService;
import com.linecorp.armeria.server.metric.MetricCollectingService;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.model.config.TlsConfig;
import io.anomalyradar.server.http.ConnectionLimits;
import io.anomalyradar.server.http.HostGuard;
import io.anomalyradar.server.http.OriginGuard;
import io.anomalyradar.server.http.ProblemHandler;
import io.anomalyradar.server.http.RateLimit;
import io.anomalyradar.server.http.SecurityHeaders;
import io.anomalyradar.server.http.StopGate;
import io.anomalyradar.server.http.TlsFiles;
import io.anomalyradar.server.security.AccessControl;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** The HTTP server around the services: its address, TLS, limits, and the guards that every request passes. */
final class HttpFront {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** Zero would abort the requests under way. */
    private static final Duration QUIET = Duration.ofMillis(100);

    private final ServerSetup setup;
    private final AccessControl access;
    private final PrometheusMeterRegistry meters;
    private final StopGate gate = new StopGate();
    private final ProblemHandler problems = new ProblemHandler(gate);

    HttpFront(ServerSetup setup, AccessControl access, PrometheusMeterRegistry meters) {
        this.setup = setup;
        this.access = access;
        this.meters = meters;
    }

    ProblemHandler problems() {
        return problems;
    }

    /** Answers new requests with 503 from now on. */
    void closeGate() {
        gate.close();
    }

    /** @throws IllegalStateException when a service does not declare who may use it */
    Server server(Consumer<ServerBuilder> services) {
        ServerConfig config = setup.server();
        ServerBuilder builder = Server.builder();
        listen(builder, new InetSocketAddress(config.bindAddress(), config.port()));
        builder.maxRequestLength(config.maxBodyBytes())
                .requestTimeout(REQUEST_TIMEOUT)
                .gracefulShutdownTimeout(QUIET, GRACE)
                .errorHandler(problems)
                .unloggedExceptionsReportInterval(Duration.ZERO) // the error handler logs real faults
                .meterRegistry(meters)
                .disableServerHeader();
        ConnectionLimits connections = new ConnectionLimits(meters);
        connections.addTo(builder);
        services.accept(builder);
        builder.decoratorUnder("/api/", new OriginGuard(config.corsOrigins()).ofChanges());
        builder.decorator(access.guard());
        if (config.maxRequestsPerSecond() > 0) {
            RateLimit limit = new RateLimit(config.maxRequestsPerSecond(), meters);
            builder.decoratorUnder("/api/", limit);
            builder.decoratorUnder("/prometheus/", limit);
        }
        if (!config.corsOrigins().isEmpty()) {
            builder.decoratorUnder("/api/", cors(config));
        }
        builder.decorator(MetricCollectingService.newDecorator(MeterIdPrefixFunction.ofDefault("radar.http")));
        builder.decorator(gate);
        builder.decorator(connections);
        builder.decorator(new HostGuard(config.bindAddress(), config.allowedHosts()));
        builder.decorator(new SecurityHeaders());
        Server server = builder.build();
        access.requireDeclared(server.config().serviceConfigs());
        return server;
    }

    private void listen(ServerBuilder builder, InetSocketAddress address) {
        TlsConfig tls = setup.access().tls();
        if (tls == null) {
            builder.http(address);
            return;
        }
        // A TlsProvider would be asked for new certificates too, but with it the protocols cannot be chosen.
        builder.https(address)
                .tlsEngineType(TlsEngineType.JDK)
                .tls(new TlsFiles(tls).factory())
                .tlsCustomizer(context -> context.protocols("TLSv1.3"));
    }

    private static Function<? super HttpService, CorsService> cors(ServerConfig config) {
        return CorsService.builder(config.corsOrigins())
                .allowRequestMethods(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)
                .allowRequestHeaders(
                        HttpHeaderNames.AUTHORIZATION,
                        HttpHeaderNames.CONTENT_TYPE,
                        HttpHeaderNames.IF_MATCH,
                        "idempotency-key")
                .newDecorator();
    }
}
