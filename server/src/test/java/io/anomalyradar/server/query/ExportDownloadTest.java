package io.anomalyradar.server.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way to clients that read, leave, or do neither. */
class ExportDownloadTest {
    private static final String LARGE = "SELECT i, hash(i) AS h, hash(i + 1) AS g FROM range(2000000) t(i)";

    private static Path directory;
    private static TestBroker broker;
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        server = TestServer.start(broker.config(), directory);
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @AfterEach
    void nothingIsLeft() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> files() == 0);
    }

    private static long files() {
        try (Stream<Path> files = Files.list(directory.resolve("history.db.exports"))) {
            return files.count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static HttpRequest request(String sql, String format) {
        URI address = server.http().address().resolve("/api/v1/export?format=" + format);
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/sql")
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
    }

    /** A client that asks for a large file, and reads nothing of it. */
    private static Socket idle() throws IOException {
        URI address = server.http().address();
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new java.net.InetSocketAddress(address.getHost(), address.getPort()));
        String head = "POST /api/v1/export?format=ndjson HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nContent-Type: application/sql\r\nContent-Length: " + LARGE.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + LARGE).getBytes(UTF_8));
        return socket;
    }

    @Test
    void parquet_readByAnotherDuckDb_isWhole() throws Exception {
        Path file = directory.resolve("saved.parquet");

        HttpResponse<Path> answer =
                HttpClient.newHttpClient().send(request(LARGE, "parquet"), HttpResponse.BodyHandlers.ofFile(file));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/vnd.apache.parquet");
        assertThat(answer.headers().firstValue("radar-rows")).contains("2000000");
        try (Connection other = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = other.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*), sum(i), count(DISTINCT h) FROM '" + file + "'")) {
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(2_000_000);
            assertThat(rows.getLong(2)).isEqualTo(1_999_999_000_000L);
            assertThat(rows.getLong(3)).isEqualTo(2_000_000);
        }
    }

    @Test
    void clientThatLeaves_whileTheFileIsWritten_stopsIt() throws Exception {
        String endless = "SELECT a, b FROM range(100000) t(a), range(100000) u(b)";
        var answer =
                HttpClient.newHttpClient().sendAsync(request(endless, "csv"), HttpResponse.BodyHandlers.discarding());
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> files() == 1);

        answer.cancel(true);

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> files() == 0);
    }

    @Test
    void clientThatLeaves_whileItReads_leavesNoFile() throws Exception {
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request(LARGE, "ndjson"), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.body().readNBytes(10)).hasSize(10);
        assertThat(files()).isEqualTo(1);

        answer.body().close();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> files() == 0);
    }

    @Test
    void clientsThatReadNothing_takeFourPlaces_andTheNextIsRefused() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                idle.add(idle());
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Http.Answer refused =
                        server.http().post("/api/v1/export?format=csv", "application/sql", "SELECT 1".getBytes(UTF_8));
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.body()).contains("4 exports are made or downloaded already");
            });
            assertThat(server.http()
                            .post("/api/v1/query", "application/sql", "SELECT 1".getBytes(UTF_8))
                            .status())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }
}
