package io.anomalyradar.server.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosedDoorTest {
    private static final Map<String, String> PATHS = Map.of(
            "/api/v2/write", "influx",
            "/write", "influx",
            "/api/v3/write_lp", "influx",
            "/query", "influx",
            "/api/v1/write", "prometheus",
            "/v1/metrics", "otlp",
            "/collectd", "collectd");
    private static final String GRPC = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    @Test
    void closedDoors_sayWhichSettingOpensThem(@TempDir Path directory) throws Exception {
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (TestServer server =
                    TestServer.start(broker.config(), directory, config -> config.with(DoorsConfig.NONE))) {
                for (Map.Entry<String, String> door : PATHS.entrySet()) {
                    var answer = server.http().post(door.getKey(), "text/plain", "a b=1".getBytes(UTF_8));
                    assertThat(answer.status()).as(door.getKey()).isEqualTo(404);
                    assertThat(answer.body()).contains("doors." + door.getValue() + ".enabled");
                }
                assertThat(server.http().get("/ping").body()).contains("doors.influx.enabled");
                AggregatedHttpResponse grpc = WebClient.of(
                                "h2c://" + server.http().address().getAuthority())
                        .execute(RequestHeaders.builder(HttpMethod.POST, GRPC)
                                .contentType(MediaType.parse("application/grpc"))
                                .build())
                        .aggregate()
                        .join();
                assertThat(grpc.trailers().get("grpc-status")).isEqualTo("12");
                assertThat(grpc.trailers().get("grpc-message")).contains("doors.otlp.enabled");
            }
        }
    }
}
