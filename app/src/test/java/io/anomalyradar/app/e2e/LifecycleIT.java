package io.anomalyradar.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.app.embedded.ListeningPorts;
import io.anomalyradar.detector.testing.FreePort;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping and starting again, from the operator's point of view. */
class LifecycleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READING = "{\"device\":\"pump-7\",\"ts\":%d,\"value\":%d}";

    @Test
    void terminated_endsInOrder_andGoesOnFromItsSavepoint(@TempDir Path home) throws IOException {
        try (RadarProcess radar = RadarProcess.in(home)) {
            radar.start();
            radar.awaitReady();
            RadarApi api = new RadarApi(radar.address());
            assertThat(api.post(READING.formatted(1_000, 1)).status()).isEqualTo(202);

            assertThat(radar.stop()).isEqualTo(ExitCode.OK);

            radar.start();
            radar.awaitReady();
            assertThat(api.post(READING.formatted(2_000, 2)).status()).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> api.samples("pump-7", "value").size() >= 2);
            assertThat(api.samples("pump-7", "value"))
                    .extracting(sample -> sample.path("value").asDouble())
                    .containsExactly(1.0, 2.0);
            assertThat(home.resolve("up.log")).content().contains("stopped, state saved", "from savepoint-");
        }
    }

    @Test
    void secondStartOnTheSameDirectory_isRefused_namingTheHolder(@TempDir Path home) {
        try (RadarProcess radar = RadarProcess.in(home)) {
            radar.start();
            radar.awaitReady();

            RadarProcess.Finished second = radar.run("up");

            assertThat(second.exitCode()).isEqualTo(ExitCode.BUSY);
            assertThat(second.errors())
                    .contains("is in use by process " + radar.process().pid())
                    .contains("page " + radar.address());
            assertThat(new RadarApi(radar.address()).get("/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void portThatIsTaken_isNamed_beforeAnythingIsStarted(@TempDir Path home) throws IOException {
        try (RadarProcess radar = RadarProcess.in(home);
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RadarProcess.Finished refused = radar.run("up", "--set", "embedded.kafka.port=" + other.getLocalPort());

            assertThat(refused.exitCode()).isEqualTo(ExitCode.BUSY);
            assertThat(refused.errors()).contains("port " + other.getLocalPort(), "embedded.kafka.port");
            assertThat(radar.dataDir().resolve("kafka")).doesNotExist();
        }
    }

    @Test
    void wrongSetting_isRefused_withKeyValueAndRemedy(@TempDir Path home) {
        try (RadarProcess radar = RadarProcess.in(home)) {
            RadarProcess.Finished refused = radar.run("up", "--set", "server.port=http");

            assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.errors())
                    .contains("server.port: 'http' (from --set) is not accepted; set a whole number from 1 to 65535");
        }
    }

    @Test
    void bootstrapServers_areUsed_andNoBrokerIsStarted(@TempDir Path home) throws IOException {
        try (EmbeddedKafka cluster = EmbeddedKafka.start(home.resolve("cluster"), FreePort.next(), reason -> {});
                RadarProcess radar =
                        RadarProcess.in(home).with("kafka.bootstrap-servers", cluster.bootstrapServers())) {
            radar.start();
            radar.awaitReady();

            assertThat(radar.dataDir().resolve("kafka")).doesNotExist();
        }
    }

    @Test
    void running_listensOnTheDeclaredPortsOnly(@TempDir Path home) throws IOException {
        try (RadarProcess radar = RadarProcess.in(home)) {
            radar.start();
            radar.awaitReady();

            assertThat(ListeningPorts.of(radar.process().pid()))
                    .containsExactlyInAnyOrderElementsOf(radar.declaredPorts());
        }
    }

    @Test
    void equalPorts_areRefused_atOnce(@TempDir Path home) {
        try (RadarProcess radar = RadarProcess.in(home)) {
            RadarProcess.Finished refused =
                    radar.run("up", "--set", "server.port=18181", "--set", "embedded.kafka.port=18181");

            assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.errors())
                    .contains("server.port and embedded.kafka.port are both 18181; choose another port for one");
        }
    }

    @Test
    void running_keepsItsFilesInItsDirectory_andIsWell(@TempDir Path home) throws IOException {
        try (RadarProcess radar = RadarProcess.in(home)) {
            radar.start();
            radar.awaitReady();

            JsonNode findings = radar.json("doctor").path("items");

            assertThat(findings)
                    .allSatisfy(finding -> assertThat(finding.path("verdict").asText())
                            .as(finding.toString())
                            .isNotEqualTo("bad"));
            assertThat(openForWriting(radar.process().pid()))
                    .allSatisfy(file -> assertThat(file).startsWith(home.toRealPath()));
        }
    }

    @Test
    void damagedMetadataLog_isReported_andTheStoreKeepsWhatItHas(@TempDir Path home) throws IOException {
        try (RadarProcess radar = RadarProcess.in(home)) {
            radar.start();
            radar.awaitReady();
            RadarApi api = new RadarApi(radar.address());
            assertThat(api.post(READING.formatted(1_000, 1)).status()).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> api.samples("pump-7", "value").size() == 1);
            radar.stop();

            damage(radar.dataDir().resolve("kafka/__cluster_metadata-0/00000000000000000000.log"));
            radar.start();
            radar.awaitReady();

            assertThat(home.resolve("up.log")).content().contains("metadata log is damaged", "radar.telemetry");
            assertThat(api.samples("pump-7", "value")).hasSize(1);
            assertThat(api.post(READING.formatted(2_000, 2)).status()).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> api.samples("pump-7", "value").size() == 2);
        }
    }

    /** Flips bits near the beginning, before any topic is named. */
    private static void damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(600);
            byte[] flipped = new byte[100];
            bytes.readFully(flipped);
            for (int i = 0; i < flipped.length; i++) {
                flipped[i] ^= (byte) 0xff;
            }
            bytes.seek(600);
            bytes.write(flipped);
        }
    }

    /** Regular files that the process has open for writing; Linux lists them in /proc. */
    private static List<Path> openForWriting(long pid) throws IOException {
        Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
        try (Stream<Path> open = Files.list(descriptors)) {
            List<Path> written = open.filter(LifecycleIT::mayWrite)
                    .map(LifecycleIT::target)
                    .filter(file -> Files.isRegularFile(file))
                    .toList();
            assertThat(written).isNotEmpty();
            return written;
        }
    }

    /** The link's own permissions are those that it was opened with. */
    private static boolean mayWrite(Path descriptor) {
        try {
            Object mode = Files.getAttribute(descriptor, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return ((int) mode & 0200) != 0;
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException closedMeanwhile) {
            return descriptor;
        }
    }
}
