package io.anomalyradar.server.doors.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.server.testing.RealPrometheus;
import io.anomalyradar.server.testing.SentFrames;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes this server and sends what it scraped to it. */
class PrometheusSenderTest {
    private static final String DEVICE = "radar-1";

    @Test
    void prometheus_sendsWhatItScrapes_andRepeatsWhatWasNotAcknowledged(@TempDir Path directory) throws Exception {
        assumeThat(RealPrometheus.isInstalled())
                .as("the test sends with Prometheus: install the package 'prometheus'")
                .isTrue();
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (TestServer server = TestServer.start(broker.config(), directory);
                    RealPrometheus prometheus = new RealPrometheus(directory, configuration(server))) {
                awaitFrames(broker, 2);
                broker.stop();
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> refused(server) > 0);
                broker.startAgain();
                int before = SentFrames.of(broker, DEVICE).size();
                awaitFrames(broker, before + 2);

                List<Frame> frames = SentFrames.of(broker, DEVICE);
                assertThat(frames)
                        .allSatisfy(frame -> assertThat(frame.timestampMillis()).isPositive());
                assertThat(kinds(frames, "radar_ingest_frames_total,door=json,job=radar"))
                        .containsOnly(SampleKind.COUNTER);
                assertThat(kinds(frames, "up,job=radar")).containsOnly(SampleKind.GAUGE);
                assertThat(prometheus
                                .http()
                                .get("/api/v1/query?query=prometheus_remote_storage_samples_failed_total")
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private static List<SampleKind> kinds(List<Frame> frames, String metric) {
        return frames.stream()
                .flatMap(frame -> java.util.stream.IntStream.range(0, frame.size())
                        .filter(i -> frame.metric(i).equals(metric))
                        .mapToObj(frame::kind))
                .toList();
    }

    private static double refused(TestServer server) {
        return server.meters()
                .get("radar.ingest.unacknowledged")
                .tag("door", "prometheus")
                .counter()
                .count();
    }

    private static void awaitFrames(TestBroker broker, int count) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> SentFrames.of(broker, DEVICE).size() >= count);
    }

    private static String configuration(TestServer server) {
        return """
                global: { scrape_interval: 1s }
                scrape_configs:
                  - job_name: radar
                    static_configs: [ { targets: [ '%s' ], labels: { instance: radar-1 } } ]
                remote_write:
                  - url: '%s'
                    queue_config: { batch_send_deadline: 500ms, min_backoff: 200ms, max_backoff: 1s }
                """
                .formatted(
                        server.http().address().getAuthority(),
                        server.http().address().resolve("/api/v1/write"));
    }
}
