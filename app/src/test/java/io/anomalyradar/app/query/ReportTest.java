package io.anomalyradar.app.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.anomalyradar.app.Radar;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.SqlAnswer;
import io.anomalyradar.history.SqlQuestion;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.history.duckdb.DuckDbHistory;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a store whose answers a small server passes on. */
class ReportTest {
    private static final String DEVICE = "pump <1> & \"co\"";
    private static final SourcePosition SOURCE = new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 0, 4, 7);

    private final Path directory;
    private final HistoryStore store;
    private final HttpServer server;

    ReportTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        store = DuckDbHistory.open(directory.resolve("history.duckdb"), HistoryConfig.DEFAULT);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        long now = System.currentTimeMillis();
        double[] one = {1};
        ScoreFrame late = new ScoreFrame(
                DEVICE,
                now - 60_000,
                SOURCE,
                now,
                7,
                new String[] {"pressure"},
                new ScoreFrame.Columns(one, one, one, one, one),
                new SampleStatus[] {SampleStatus.LATE},
                new Attributes("", "", "hall", ""));
        Anomaly anomaly = new Anomaly(
                "a1",
                1,
                DEVICE,
                "pressure",
                AnomalyState.OPEN,
                Severity.CRITICAL,
                "SPIKE",
                now - 60_000,
                null,
                new Anomaly.Peak(now - 60_000, 9, 1, 0, 2, 8),
                3,
                "much too high",
                SOURCE,
                now,
                7,
                new Attributes("", "", "hall", ""),
                List.of());
        store.commit(HistoryBatch.builder().add(late).add(anomaly, now).build());
        ObjectMapper json = new ObjectMapper();
        server.createContext("/api/v1/query", exchange -> {
            String sql = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            SqlAnswer answer = store.sql(new SqlQuestion(sql, null, TimeRange.ALL, 1_000));
            byte[] body = json.writeValueAsBytes(Map.of("columns", answer.columns(), "rows", answer.rows()));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/api/v1/channels", exchange -> {
            byte[] body = "{\"items\":[{\"id\":\"mail\",\"askedLastWeek\":12,\"sentLastWeek\":5}]}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        store.close();
    }

    @Test
    void report_hasEverySection_andNothingOfItsDataIsMarkup() throws Exception {
        Path file = directory.resolve("week.html");
        StringWriter out = new StringWriter();

        int code = Radar.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(
                        "report",
                        "-o",
                        file.toString(),
                        "--server",
                        "http://127.0.0.1:" + server.getAddress().getPort());

        assertThat(code).as(out.toString()).isZero();
        String html = Files.readString(file);
        assertThat(html)
                .contains("<td>mail</td><td class=\"n\">12</td><td class=\"n\">5</td>")
                .contains("<td>hall</td><td class=\"n\">1</td><td class=\"n\">1</td>")
                .contains("<td>pump &lt;1&gt; &amp; &quot;co&quot;</td><td>pressure</td><td class=\"n\">1</td>")
                .doesNotContain("<1>");
        ReportSection.ALL.forEach(section -> assertThat(html).contains(ReportPage.escaped(section.title())));
    }
}
