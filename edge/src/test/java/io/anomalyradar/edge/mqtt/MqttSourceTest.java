package io.anomalyradar.edge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.edge.buffer.Position;
import io.anomalyradar.edge.intake.DeviceClocks;
import io.anomalyradar.edge.intake.FrameDelivery;
import io.anomalyradar.edge.intake.SourceCounts;
import io.anomalyradar.edge.testing.Collecting;
import io.anomalyradar.edge.testing.EdgeYaml;
import io.anomalyradar.edge.testing.Mosquitto;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a real mosquitto and its own sender. */
class MqttSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Mosquitto broker;
    private final Collecting collecting;

    MqttSourceTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        broker = new Mosquitto(directory);
        collecting = new Collecting(directory.resolve("frames"));
    }

    @AfterEach
    void stop() throws Exception {
        collecting.close();
        broker.close();
    }

    private MqttSettings settings(String... lines) throws IOException {
        String section = "plant:\n  type: mqtt\n  url: " + broker.url() + "\n  " + String.join("\n  ", lines);
        return MqttSettings.of(EdgeYaml.section(directory, section), "gate-1");
    }

    private MqttSource source(String... lines) throws IOException {
        return new MqttSource(
                settings(lines), collecting.intake(), new DeviceClocks(Duration.ofSeconds(10)), Clock.systemUTC());
    }

    private void awaitConnected(MqttSource source) {
        await().atMost(PATIENCE).until(() -> source.counts().snapshot().connected());
    }

    /** Waits for this many frames, and returns them. */
    private List<Frame> frames(int count) {
        await().atMost(PATIENCE).until(() -> collecting.frames().size() >= count);
        try {
            return collecting.frames();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3-1-1", "v5"})
    void numbersAndJson_becomeFramesByTheTemplate(String version) throws Exception {
        try (MqttSource source = source("mqtt-version: " + version, "topics: plant/{site}/{device}/{metric}")) {
            source.start();
            awaitConnected(source);
            broker.publish("plant/north/pump-7/temp", "71.5");
            broker.publish("plant/north/pump-7/state", "{\"ts\":1700000000000,\"value\":3,\"motor\":{\"rpm\":1450}}");
            broker.publish("plant/north/pump-8/door", "ON");

            List<Frame> frames = frames(3);

            assertThat(frames.get(0).device()).isEqualTo("pump-7");
            assertThat(frames.get(0).metric(0)).isEqualTo("temp");
            assertThat(frames.get(0).value(0)).isEqualTo(71.5);
            assertThat(frames.get(0).attributes()).isEqualTo(new Attributes("north", "", "", ""));
            assertThat(frames.get(1).timestampMillis()).isEqualTo(1_700_000_000_000L);
            assertThat(List.of(frames.get(1).metric(0), frames.get(1).metric(1)))
                    .containsExactly("state", "state.motor.rpm");
            assertThat(frames.get(2).value(0)).isEqualTo(1);
        }
    }

    @Test
    void thousandsOfMessages_allOnceInOrder() throws Exception {
        Path lines = directory.resolve("lines");
        Files.write(lines, IntStream.range(0, 5_000).mapToObj(Integer::toString).toList());
        try (MqttSource source = source("topics: \"{device}/{metric}\"")) {
            source.start();
            awaitConnected(source);

            broker.publishLines("press/count", lines);

            List<Double> values = new ArrayList<>();
            frames(5_000).forEach(frame -> values.add(frame.value(0)));
            assertThat(values)
                    .isEqualTo(
                            IntStream.range(0, 5_000).mapToObj(i -> (double) i).toList());
        }
    }

    @Test
    void messagesWhileTheGatewayIsAway_keptByTheBroker() throws Exception {
        try (MqttSource source = source("topics: \"{device}/{metric}\"")) {
            source.start();
            awaitConnected(source);
            broker.publish("press/temp", "1");
            frames(1);
        }
        broker.publish("press/temp", "2");

        try (MqttSource source = source("topics: \"{device}/{metric}\"")) {
            source.start();

            assertThat(frames(2).get(1).value(0)).isEqualTo(2);
        }
    }

    /** A gateway that dies between storing a message and confirming it gets the message again, and knows it. */
    @ParameterizedTest
    @ValueSource(strings = {"v3-1-1", "v5"})
    void storedButNotConfirmed_countsOnce(String version) throws Exception {
        String[] lines = {"mqtt-version: " + version, "topics: \"{device}/{metric}\""};
        MqttSettings settings = settings(lines);
        AtomicReference<@Nullable MqttMessage> received = new AtomicReference<>();
        try (MqttConnection dying = MqttConnection.open(settings.connection())) {
            Thread reading = new Thread(() -> {
                try {
                    dying.run(received::set);
                } catch (IOException | InterruptedException closed) {
                    // as it is meant to
                }
            });
            reading.start();
            broker.publish("warm-up/x", "0", "-r"); // the subscription is there once this has arrived
            await().atMost(PATIENCE).until(() -> received.get() != null);
            dying.confirm(Objects.requireNonNull(received.getAndSet(null)).packetId());
            broker.publish("press/temp", "41");
            await().atMost(PATIENCE).until(() -> received.get() != null);
        }
        byte[] mark = ByteBuffer.allocate(8)
                .putLong(Objects.requireNonNull(received.get()).mark())
                .array();
        collecting
                .intake()
                .put(new FrameDelivery(
                        List.of(Frame.of("press", 1, new String[] {"temp"}, new double[] {41})),
                        List.of(new Position("plant", mark, true)),
                        () -> {}));
        frames(1);

        try (MqttSource source = source(lines)) {
            source.start();
            awaitConnected(source);
            broker.publish("press/temp", "42");
            frames(2);

            SourceCounts.Snapshot counts = source.counts().snapshot();
            assertThat(counts.repeats()).isEqualTo(1);
            assertThat(collecting.frames()).extracting(frame -> frame.value(0)).containsExactly(41.0, 42.0);
        }
    }

    @Test
    void retainedValue_isNoNewReading() throws Exception {
        broker.publish("press/temp", "7", "-r");
        try (MqttSource source = source("topics: \"{device}/{metric}\"")) {
            source.start();
            awaitConnected(source);
            broker.publish("press/temp", "8");

            assertThat(frames(1)).extracting(frame -> frame.value(0)).containsExactly(8.0);
            assertThat(source.counts().snapshot().leftOut()).isEqualTo(1);
        }
    }

    @Test
    void hostileMessages_refusedAndCounted_theNextIsRead() throws Exception {
        try (MqttSource source = source("topics: \"{device}/{metric#}\"", "max-payload: 1000")) {
            source.start();
            awaitConnected(source);
            broker.publish("press/temp", "21,5");
            broker.publish("press/temp", "{\"a\":");
            broker.publish("press/temp", "[".repeat(900));
            broker.publish("press/temp", "9".repeat(2_000));
            broker.publish("_heartbeat-x/temp", "1");
            broker.publish("press/" + "x/".repeat(150), "1");
            broker.publish("press/temp", "NaN");
            broker.publish("press/temp", "3");

            List<Frame> frames = frames(2);

            assertThat(frames).extracting(frame -> frame.value(0)).containsExactly(1.0, 3.0);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(source.counts().snapshot().refused()).isGreaterThanOrEqualTo(5));
        }
    }

    @Test
    void brokerKilledAndStarted_connectsAgain() throws Exception {
        try (MqttSource source = source("topics: \"{device}/{metric}\"")) {
            source.start();
            awaitConnected(source);
            broker.kill();
            await().atMost(PATIENCE).until(() -> !source.counts().snapshot().connected());

            broker.start();
            awaitConnected(source);
            broker.publish("press/temp", "5");

            assertThat(frames(1).get(0).value(0)).isEqualTo(5);
        }
    }

    @Test
    void wrongPassword_saysSo() throws Exception {
        Files.writeString(directory.resolve("password"), "wrong");
        Files.writeString(directory.resolve("users"), "");
        try (Mosquitto closed = new Mosquitto(
                Files.createDirectory(directory.resolve("closed")),
                "allow_anonymous false",
                "password_file " + directory.resolve("users"))) {
            String section = "plant:\n  type: mqtt\n  url: " + closed.url()
                    + "\n  topics: \"{device}/{metric}\"\n  username: gate\n  password-file: "
                    + directory.resolve("password");
            MqttSettings settings = MqttSettings.of(EdgeYaml.section(directory, section), "gate-1");
            try (MqttSource source =
                    new MqttSource(settings, collecting.intake(), new DeviceClocks(Duration.ZERO), Clock.systemUTC())) {
                source.start();

                await().atMost(PATIENCE)
                        .until(() -> source.counts().snapshot().problem().contains("not authorized"));
                assertThat(source.counts().snapshot().problem()).doesNotContain("wrong");
            }
        }
    }
}
