package io.anomalyradar.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refused data is sent again once the cause is removed, and counts once. */
class DeadLetterReplayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BOUND = "pipeline.max-series-per-device";
    private static final String[] REPLAY = {"deadletters", "replay", "--code", "TOO_MANY_SERIES"};

    @Test
    void samplesBeyondTheBoundOnSeries_areStoredOnceAfterTheBoundIsRaised(@TempDir Path home) {
        try (RadarProcess radar = RadarProcess.in(home).with("host.telemetry.enabled", "false")) {
            radar.with(BOUND, "2").start();
            radar.awaitReady();
            RadarApi api = new RadarApi(radar.address());

            api.post("{\"device\":\"wide\",\"ts\":1000,\"metrics\":{\"a\":1,\"b\":2,\"c\":3,\"d\":4}}");
            awaitStored(api, "b", 1);
            awaitLetters(radar, 1);
            JsonNode tooEarly = radar.json(REPLAY);
            awaitLetters(radar, 2);
            radar.stop();
            radar.with(BOUND, "10").start();
            radar.awaitReady();
            JsonNode mended = radar.json(REPLAY);
            radar.json(REPLAY);
            api.post("{\"device\":\"wide\",\"ts\":2000,\"metrics\":{\"a\":1,\"b\":2,\"c\":3,\"d\":4}}");

            assertThat(tooEarly.path("samples").asInt()).isEqualTo(2);
            assertThat(mended.path("letters").asInt()).isEqualTo(2);
            for (String metric : new String[] {"a", "b", "c", "d"}) {
                awaitStored(api, metric, 2);
                assertThat(api.samples("wide", metric))
                        .extracting(sample -> sample.path("timestampMillis").asLong())
                        .containsExactly(1000L, 2000L);
            }
        }
    }

    private static void awaitLetters(RadarProcess radar, int letters) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(radar.json("deadletters", "list", "--device", "wide")
                        .path("found")
                        .asInt())
                .isEqualTo(letters));
    }

    private static void awaitStored(RadarApi api, String metric, int samples) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.samples("wide", metric)).hasSize(samples));
    }
}
