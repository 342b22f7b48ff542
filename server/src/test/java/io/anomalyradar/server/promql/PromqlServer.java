package io.anomalyradar.server.promql;

import com.linecorp.armeria.server.Server;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.duckdb.DuckDbHistory;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.ProblemHandler;
import io.anomalyradar.server.http.StopGate;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.testing.Http;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** The service alone, over a DuckDB store. */
final class PromqlServer implements AutoCloseable {
    private final HistoryStore store;
    private final WorkPool pool;
    private final Server server;
    private final Http http;

    PromqlServer(Path file, DeviceRegistry registry) {
        store = DuckDbHistory.open(
                file, new HistoryConfig(HistoryConfig.Retention.DEFAULT, Duration.ofMillis(20), 250_000, 256, null));
        pool = new WorkPool("promql", 2, 64, new SimpleMeterRegistry());
        var builder = Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .errorHandler(new ProblemHandler(new StopGate()));
        new PromqlService(store, () -> registry, pool, new BodyBudget(8 << 20), Clock.systemUTC(), "test")
                .addTo(builder);
        server = builder.build();
        server.start().join();
        http = new Http(address());
    }

    HistoryStore store() {
        return store;
    }

    /** Queries under way. */
    int running() {
        return pool.running();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.activeLocalPort());
    }

    Http http() {
        return http;
    }

    Http.Answer instant(String query, long seconds) {
        return http().get(PromqlService.PREFIX + "query?query=" + encoded(query) + "&time=" + seconds);
    }

    Http.Answer range(String query, long start, long end, String step) {
        return http().get(PromqlService.PREFIX + "query_range?query=" + encoded(query) + "&start=" + start + "&end="
                + end + "&step=" + step);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop().join();
        pool.close();
        store.close();
    }
}
