package io.anomalyradar.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.command.ExitCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More new devices than the job's bound: the job stays healthy, reports the refusals, and keeps its state. */
class ManyDevicesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MAX_DEVICES = 200;
    private static final int SENT_DEVICES = 5_000;
    private static final int DEVICES_A_BODY = 500;

    @Test
    void devicesBeyondTheBound_areRefusedByCode_andTheRestGoesOnOverARestart(@TempDir Path home) {
        try (RadarProcess radar = RadarProcess.in(home)
                .with("pipeline.max-devices", Integer.toString(MAX_DEVICES))
                .with("host.telemetry.enabled", "false")) {
            radar.start();
            radar.awaitReady();
            RadarApi api = new RadarApi(radar.address());

            for (int first = 0; first < SENT_DEVICES; first += DEVICES_A_BODY) {
                assertThat(post(api, first, 1).status()).isEqualTo(202);
            }
            // The lag and the count of devices are measured once a second: they may be those of before the requests.
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(api.get("/ready").status()).isEqualTo(200);
                assertThat(status(api, "historyLagRecords")).isZero();
                assertThat(status(api, "devices")).isBetween(MAX_DEVICES - 1, MAX_DEVICES);
            });
            int kept = status(api, "devices");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(refused(radar)).isEqualTo(SENT_DEVICES - kept));

            assertThat(radar.stop()).isEqualTo(ExitCode.OK);
            assertThat(home.resolve("up.log")).content().contains("stopped, state saved");

            radar.start();
            radar.awaitReady();
            assertThat(post(api, 0, 2).status()).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> api.samples("new-0", "value").size() == 2);
            assertThat(status(api, "devices")).isEqualTo(kept);
        }
    }

    @Test
    void boundsThatDoNotFitTheHeap_areRefused_namingBothNumbers(@TempDir Path home) {
        try (RadarProcess radar = RadarProcess.in(home)) {
            RadarProcess.Finished refused = radar.run("up", "--set", "pipeline.max-series=1000000");

            assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.errors())
                    .contains(
                            "pipeline.max-series 1000000", "MB for what they keep; a heap of", "RADAR_JAVA_OPTS=-Xmx");
            assertThat(radar.dataDir().resolve("kafka")).doesNotExist();
        }
    }

    private static int refused(RadarProcess radar) {
        return radar.json("deadletters", "list", "--code", "TOO_MANY_DEVICES", "--limit", "10000")
                .path("found")
                .asInt();
    }

    private static int status(RadarApi api, String field) {
        return api.get("/api/v1/status").body().path(field).asInt(-1);
    }

    /** Posts one reading of each of {@value #DEVICES_A_BODY} devices. */
    private static RadarApi.Answer post(RadarApi api, int first, int value) {
        StringBuilder body = new StringBuilder();
        for (int i = first; i < first + DEVICES_A_BODY; i++) {
            body.append("{\"device\":\"new-")
                    .append(i)
                    .append("\",\"value\":")
                    .append(value)
                    .append("}\n");
        }
        return api.send(api.telemetry()
                .header("content-type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }
}
