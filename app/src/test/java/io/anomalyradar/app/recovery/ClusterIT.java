package io.anomalyradar.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.e2e.RadarProcess;
import io.anomalyradar.app.e2e.RadarProcess.Finished;
import io.anomalyradar.app.faults.ClusterBed;
import io.anomalyradar.app.faults.FaultRun;
import io.anomalyradar.app.faults.ReliabilityReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The product as processes of their own: the job is replaced while devices send, then parts, connections and disks fail,
 * and nothing is lost, doubled or notified twice. {@code make soak} lets it fail for longer, and writes the report.
 */
class ClusterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final int DEVICES = 6;
    private static final int FRAMES = 1_000;
    private static final long SEED = Long.getLong("radar.soak.seed", 20_261_130);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("radar.soak.seconds", 20));

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void jobIsReplaced_andPartsFail_underLoad_nothingIsLostOrDoubled(@TempDir Path home) throws Exception {
        Map<String, String> settings = Map.of("pipeline.checkpoint-interval", "2s");
        ExecutorService load = Executors.newFixedThreadPool(DEVICES);
        try (WebhookReceiver receiver = new WebhookReceiver();
                ClusterBed bed = ClusterBed.start(home, settings, receiver.address())) {
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                            ready(bed.servers().get(0)))
                    .contains("start it with 'radar job submit'"));
            assertSucceeds(bed.job("submit"));
            bed.servers().forEach(RadarProcess::awaitReady);
            assertThat(bed.job("submit").errors()).contains("runs already");
            Evidence.resolveAlertsWithTheirAnomalies(bed.servers().get(0).address());
            List<Generations> devices = devices(bed);
            devices.forEach(load::execute);
            await().atMost(PATIENCE).until(() -> devices.stream().allMatch(device -> device.acknowledged() >= 40));

            assertSucceeds(bed.job("upgrade"));
            FaultRun faults = new FaultRun(bed, SEED, () -> whole(bed, devices));
            long begun = System.nanoTime();
            faults.run(TIME);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            devices.forEach(Generations::stop);
            load.shutdown();
            assertThat(load.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            List<Sender> senders = devices.stream()
                    .flatMap(device -> device.senders().stream())
                    .toList();
            int readings = assertNothingLostOrDoubled(bed, senders, receiver);
            new ReliabilityReport(faults, SEED, took, readings, repeats(devices), receiver).write();
            faults.assertMemoryIsFlat();

            assertWrongJarIsRefused(bed, home);
            Finished stopped = assertSucceeds(bed.job("stop"));
            assertSucceeds(bed.job("submit", "--from", stopped.output().strip()));
            bed.servers().forEach(RadarProcess::awaitReady);
            assertNothingLostOrDoubled(bed, senders, receiver);
        } finally {
            load.shutdownNow();
        }
    }

    /** Each sends through both servers in turn, a repeated batch through the other one. */
    private static List<Generations> devices(ClusterBed bed) {
        List<Generations> devices = new ArrayList<>();
        long firstMillis = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
        for (int i = 0; i < DEVICES; i++) {
            AtomicInteger turn = new AtomicInteger(i);
            devices.add(new Generations(
                    "soak-" + i, firstMillis, FRAMES, PAUSE, () -> bed.entrance(turn.getAndIncrement())));
        }
        return devices;
    }

    /** Whether both servers have stored what every device sent from now on. */
    private static BooleanSupplier whole(ClusterBed bed, List<Generations> devices) {
        List<BooleanSupplier> still = new ArrayList<>();
        for (Generations device : devices) {
            Generations.Mark next = device.next();
            for (RadarProcess server : bed.servers()) {
                Stored stored = new Stored(server.address());
                still.add(() -> stored.has(next.device(), Sender.NUMBER, next.timestampMillis()));
            }
        }
        return () -> {
            while (!still.isEmpty() && still.get(0).getAsBoolean()) {
                still.remove(0);
            }
            return still.isEmpty();
        };
    }

    private static int assertNothingLostOrDoubled(ClusterBed bed, List<Sender> senders, WebhookReceiver receiver) {
        int readings = 0;
        for (RadarProcess server : bed.servers()) {
            Evidence evidence = Evidence.of(server.address(), senders);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(receiver.received()).containsOnlyKeys(evidence.messages()));
            readings = evidence.readings();
        }
        return readings;
    }

    private static int repeats(List<Generations> devices) {
        return devices.stream().mapToInt(Generations::repeats).sum();
    }

    private static void assertWrongJarIsRefused(ClusterBed bed, Path home) throws IOException {
        Path noJar = Files.writeString(home.resolve("no.jar"), "not a jar");
        Finished refused = bed.job("upgrade", "--jar", noJar.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors()).contains("refused");
        assertSucceeds(bed.job("status"));
    }

    private static Finished assertSucceeds(Finished command) {
        assertThat(command.exitCode()).as(command.errors()).isZero();
        return command;
    }

    private String ready(RadarProcess radar) throws IOException, InterruptedException {
        URI ready = radar.address().resolve("/ready");
        HttpRequest request =
                HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
