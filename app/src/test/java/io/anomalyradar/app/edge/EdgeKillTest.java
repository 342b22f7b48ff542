package io.anomalyradar.app.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.edge.testing.Mosquitto;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway is killed while Kafka is away and messages come in from mosquitto, which have no time of their own: nothing
 * may tell a message from its repeat but the gateway. Every one of them counts once.
 *
 * <p>-Dradar.edge.seconds=3600 makes it an hour at a thousand readings a second ('make soak'), and -Dradar.edge.speed=6 lets
 * that hour pass in ten minutes.
 */
class EdgeKillTest {
    private static final int SECONDS = Integer.getInteger("radar.edge.seconds", 6);
    private static final int SPEED = Integer.getInteger("radar.edge.speed", 1);
    private static final int A_SECOND = 1_000;
    private static final int KILLS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2 + SECONDS / 60);

    @Test
    void killedThriceWhileKafkaIsAway_nothingLostNothingDoubled(@TempDir Path home) throws Exception {
        int port = FreePort.next();
        Path log = home.resolve("kafka");
        ArrivedNumbers.makeTopic(log, port);
        String yaml =
                """
                uplink.kafka.bootstrap-servers: 127.0.0.1:%d
                sources:
                  plant:
                    type: mqtt
                    url: %s
                    topics: "{device}/{metric}"
                """;
        int messages = SECONDS * A_SECOND;
        try (Mosquitto mosquitto = new Mosquitto(Files.createDirectory(home.resolve("mosquitto")));
                EdgeProcess gateway =
                        EdgeProcess.ofClasses(home.resolve("edge"), yaml.formatted(port, mosquitto.url()))) {
            gateway.start();
            gateway.awaitConnected("plant");
            Thread sending = new Thread(() -> send(mosquitto, messages));
            sending.start();
            Random random = new Random(11);
            for (int kill = 0; kill < KILLS; kill++) {
                int after = (kill + 1) * messages / (KILLS + 2) + random.nextInt(50);
                awaitWritten(gateway, after / (kill + 1) / 2);
                gateway.kill();
                gateway.start();
                gateway.awaitConnected("plant");
            }
            sending.join();

            try (EmbeddedKafka broker = EmbeddedKafka.start(log, port, reason -> {})) {
                ArrivedNumbers arrived = ArrivedNumbers.await(broker, gateway, messages, PATIENCE);

                assertThat(arrived.numbers()).as(gateway.log()).isEqualTo(messages);
                assertThat(arrived.doubled()).as(gateway.log()).isZero();
            }
        }
    }

    /** Waits until the process that runs now has stored this many frames. */
    private static void awaitWritten(EdgeProcess gateway, int frames) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> gateway.metric("radar_edge_buffer_written_frames_total") >= frames);
    }

    /** Publishes 0, 1, 2 ... evenly over the time. */
    private static void send(Mosquitto mosquitto, int messages) {
        try {
            Process sender = mosquitto.publisher("press/count");
            try (OutputStream lines = sender.getOutputStream()) {
                long start = System.nanoTime();
                for (int i = 0; i < messages; i++) {
                    lines.write((i + "\n").getBytes(UTF_8));
                    if (i % 20 == 0) {
                        lines.flush();
                        long ahead = start + i * (1_000_000_000L / A_SECOND / SPEED) - System.nanoTime();
                        Thread.sleep(Math.max(0, ahead / 1_000_000));
                    }
                }
            }
            if (sender.waitFor() != 0) {
                throw new IllegalStateException("mosquitto_pub failed");
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
