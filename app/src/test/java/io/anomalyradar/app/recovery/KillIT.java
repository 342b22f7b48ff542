package io.anomalyradar.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.app.e2e.RadarProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise "nothing is missing and nothing is emitted twice", under load and {@code kill -9} at random moments of a
 * radar that runs in one process.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("radar.kills", 10);
    private static final int DEVICES = 6;
    private static final int FRAMES = 3_000;
    private static final long LONGEST_LIFE_MILLIS = 4_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(60);

    @Test
    void killedTwentyTimesUnderLoad_everythingIsStoredOnceAndNotifiedOnce(@TempDir Path directory) throws Exception {
        Random random = new Random(20_261_122);
        try (WebhookReceiver receiver = new WebhookReceiver();
                SpanReceiver spans = new SpanReceiver();
                RadarProcess radar = RadarProcess.in(directory)
                        .with("alerts.webhook.url", receiver.address().toString())
                        .with("pipeline.checkpoint-interval", "1s")
                        .with("tracing.endpoint", spans.address().toString())
                        .with("tracing.one-in", "5")
                        .with("log.json", "true")
                        .with("host.telemetry.enabled", "false")) {
            radar.start();
            radar.awaitReady();
            Evidence.resolveAlertsWithTheirAnomalies(radar.address());
            List<Generations> devices = new ArrayList<>();
            long firstMillis = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
            for (int i = 0; i < DEVICES; i++) {
                devices.add(new Generations("kill-" + i, firstMillis, FRAMES, PAUSE, radar::address));
            }
            ExecutorService load = Executors.newFixedThreadPool(DEVICES);
            devices.forEach(load::execute);

            for (int kill = 1; kill <= KILLS; kill++) {
                if (kill % 5 != 0) { // every fifth time it is killed while it starts
                    radar.awaitReady();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(LONGEST_LIFE_MILLIS)));
                radar.kill();
                radar.start();
            }
            radar.awaitReady();
            devices.forEach(Generations::stop);
            load.shutdown();
            assertThat(load.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            List<Sender> senders = devices.stream()
                    .flatMap(device -> device.senders().stream())
                    .toList();
            Evidence evidence = Evidence.of(radar.address(), senders);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(receiver.received()).containsOnlyKeys(evidence.messages()));
            assertTracedFromReadingToPerson(spans);
            assertLogNamesTraces(radar.dataDir().resolve("logs/radar.log"), spans);
            System.out.printf(
                    "%d kills: %d readings stored once, %d requests repeated, %d messages received, %d of them repeated under their key%n",
                    KILLS,
                    evidence.readings(),
                    devices.stream().mapToInt(Generations::repeats).sum(),
                    evidence.messages().size(),
                    receiver.repeated());
            // Only a message whose answer had come but was not yet on disk when the process died comes again, under the
            // same key: how many that are depends on the machine, but each of them belongs to a kill.
            assertThat(receiver.repeated()).isLessThanOrEqualTo((long) KILLS * DEVICES);
        }
    }

    /** Parts of different lives of the process agree on the trace, because it follows from the reading's place. */
    private static void assertTracedFromReadingToPerson(SpanReceiver spans) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(spans.traces().values()).anySatisfy(trace -> {
                    assertThat(trace)
                            .extracting(SpanReceiver.Span::name)
                            .contains("receive", "score", "store", "notify");
                    SpanReceiver.Span root = trace.stream()
                            .filter(span -> span.name().equals("receive"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(root.parent()).isEmpty();
                    assertThat(trace)
                            .filteredOn(span -> !span.name().equals("receive"))
                            .allMatch(span -> span.parent().equals(root.id()));
                }));
    }

    private static void assertLogNamesTraces(Path log, SpanReceiver spans) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<String> traces = new HashSet<>();
        for (String line : Files.readAllLines(log)) {
            JsonNode object = json.readTree(line);
            assertThat(object.path("formattedMessage").asText()).as(line).isNotEmpty();
            traces.add(object.path("mdc").path("trace").asText());
        }
        assertThat(traces).containsAnyElementsOf(spans.traces().keySet());
    }
}
