package io.anomalyradar.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the doors wrote to radar.telemetry. */
public final class SentFrames {
    private SentFrames() {}

    /** The frames of {@code device}, in their order. */
    public static List<Frame> of(TestBroker broker, String device) {
        FrameProtobuf protobuf = new FrameProtobuf();
        return Records.all(broker.bootstrap(), TopicNames.DEFAULT.telemetry()).stream()
                .filter(record -> device.equals(key(record)))
                .map(record -> Objects.requireNonNull(
                        protobuf.decode(record.value(), null).frame()))
                .toList();
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), UTF_8);
    }

    /** The samples of {@code frame}: metric, then value and kind, such as {@code 3.0 COUNTER}. */
    public static Map<String, String> samples(Frame frame) {
        Map<String, String> samples = new TreeMap<>();
        for (int i = 0; i < frame.size(); i++) {
            samples.put(frame.metric(i), frame.value(i) + " " + frame.kind(i));
        }
        return samples;
    }
}
