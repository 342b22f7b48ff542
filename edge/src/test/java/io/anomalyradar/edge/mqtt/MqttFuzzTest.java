package io.anomalyradar.edge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.detector.testing.Mutations;
import io.anomalyradar.edge.reading.NameMapping;
import io.anomalyradar.edge.reading.NamePattern;
import io.anomalyradar.edge.reading.ReadingMapping;
import io.anomalyradar.edge.reading.ReadingMapping.Payload;
import io.anomalyradar.edge.reading.ReadingTime;
import io.anomalyradar.edge.reading.TopicTemplate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a broker sends, damaged: read or refused, never a fault. */
class MqttFuzzTest {
    private static final ReadingMapping MAPPING = new ReadingMapping(
            new NameMapping(
                    new NamePattern("{device}"),
                    new NamePattern("{metric}"),
                    Map.of("site", new NamePattern("{site}"))),
            List.of("ts"),
            ReadingTime.AUTO);

    @Test
    void damagedPayloads_areFramesOrRefusals() {
        List<byte[]> sound = List.of(
                "71.5".getBytes(UTF_8),
                "{\"ts\":1732233600000,\"value\":3,\"motor\":{\"rpm\":1450,\"on\":true},\"site\":\"north\"}"
                        .getBytes(UTF_8),
                "[{\"a\":1},{\"a\":\"2e3\",\"ts\":\"2026-03-01T10:00:00Z\"}]".getBytes(UTF_8));
        Map<String, String> names = Map.of("device", "press", "metric", "state");

        Mutations.check("MQTT payloads", sound, input -> MAPPING.read(input, Payload.AUTO, names));
    }

    @Test
    void damagedPackets_readOrRefused() {
        byte[] topic = "plant/north/press/oil".getBytes(UTF_8);
        byte[] good = ByteBuffer.allocate(64)
                .put((byte) 0x32)
                .put((byte) (2 + topic.length + 2 + 1 + 4))
                .putShort((short) topic.length)
                .put(topic)
                .putShort((short) 9)
                .put((byte) 0)
                .put("71.5".getBytes(UTF_8))
                .array();
        TopicTemplate template = TopicTemplate.of("plant/{site}/{device}/{metric#}");

        Mutations.check(
                "MQTT packets",
                List.of(good),
                input -> {
                    PacketReader packet =
                            PacketReader.of(input[0], new ByteArrayInputStream(input, 1, input.length - 1));
                    Map<String, String> names = template.match(packet.text());
                    packet.two();
                    packet.properties();
                    byte[] payload = packet.bytes(packet.left());
                    MAPPING.read(payload, Payload.AUTO, Objects.requireNonNullElse(names, Map.of()));
                },
                IOException.class);
    }
}
