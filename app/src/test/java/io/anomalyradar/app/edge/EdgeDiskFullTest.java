package io.anomalyradar.app.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.app.recovery.SmallDisk;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.edge.testing.Mosquitto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's disk fills up while Kafka is away: it says so, loses nothing, and goes on when there is room. */
class EdgeDiskFullTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MESSAGES = 300;

    @Test
    void diskFull_isNamed_messagesWait_alsoThroughAKill(@TempDir Path home) throws Exception {
        int port = FreePort.next();
        Path log = home.resolve("kafka");
        Optional<SmallDisk> mounted = SmallDisk.mount(home.resolve("edge/buffer"), 8);
        assumeTrue(mounted.isPresent(), "SKIPPED: this system lets no user mount a file system of its own");
        String yaml =
                """
                uplink.kafka.bootstrap-servers: 127.0.0.1:%d
                buffer.max-bytes: 4194304
                sources:
                  plant:
                    type: mqtt
                    url: %s
                    topics: "{device}/{metric}"
                """;
        ArrivedNumbers.makeTopic(log, port);
        try (SmallDisk disk = mounted.orElseThrow();
                Mosquitto mosquitto = new Mosquitto(Files.createDirectory(home.resolve("mosquitto")));
                EdgeProcess gateway = EdgeProcess.ofClasses(home.resolve("edge"), yaml.formatted(port, mosquitto.url()))
                        .launchedBy(disk.launcher())) {
            gateway.start();
            gateway.awaitConnected("plant");
            publish(mosquitto, home, 0, MESSAGES / 3);
            await().atMost(PATIENCE)
                    .until(() -> gateway.metric("radar_edge_buffer_written_frames_total") == MESSAGES / 3);

            disk.fill();
            publish(mosquitto, home, MESSAGES / 3, MESSAGES);

            await().atMost(PATIENCE).until(() -> gateway.metric("radar_edge_buffer_writable") == 0);
            assertThat(gateway.run("status")).isEqualTo(1);
            assertThat(gateway.log()).contains("the buffer on disk takes nothing", "No space left on device");

            gateway.kill();
            disk.makeRoom();
            gateway.start();
            gateway.awaitConnected("plant");
            try (EmbeddedKafka broker = EmbeddedKafka.start(log, port, reason -> {})) {
                ArrivedNumbers arrived = ArrivedNumbers.await(broker, gateway, MESSAGES, PATIENCE);

                assertThat(arrived.numbers()).isEqualTo(MESSAGES);
                assertThat(arrived.doubled()).isZero();
                assertThat(gateway.metric("radar_edge_buffer_writable")).isEqualTo(1);
            }
        }
    }

    private static void publish(Mosquitto mosquitto, Path home, int from, int to) throws Exception {
        List<String> numbers =
                IntStream.range(from, to).mapToObj(Integer::toString).toList();
        mosquitto.publishLines("press/count", Files.write(home.resolve("numbers"), numbers));
    }
}
