package io.anomalyradar.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record on radar.telemetry, as any Kafka client may write it, of which something must be refused.
 *
 * @param value null: a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be sent; never compared
record BadRecord(String what, byte @Nullable [] value, Map<String, String> headers, RefusalCode code) {
    private static final Map<String, String> PROTOBUF = Map.of(Topics.CONTENT_TYPE, Topics.PROTOBUF);

    /** One of each kind. */
    static List<BadRecord> all() {
        List<BadRecord> all = new ArrayList<>();
        BadFrame.all().forEach(frame -> all.add(new BadRecord(frame.what(), frame.json(), Map.of(), frame.code())));
        byte[] good = frame("bad", 1_000, "a", 1);
        all.add(new BadRecord("no value", null, Map.of(), RefusalCode.MALFORMED));
        all.add(json("an array", RefusalCode.MALFORMED, "[{\"device\":\"bad\",\"value\":1}]"));
        all.add(json(
                "a metric twice",
                RefusalCode.DUPLICATE_METRIC,
                "{\"device\":\"twice\",\"metrics\":{\"a\":1,\"a\":2}}"));
        all.add(json("one of two", RefusalCode.NON_FINITE, "{\"device\":\"half\",\"metrics\":{\"a\":1,\"b\":NaN}}"));
        all.add(new BadRecord(
                "an unknown form", good, Map.of(Topics.CONTENT_TYPE, "text/csv"), RefusalCode.UNKNOWN_CONTENT_TYPE));
        all.add(new BadRecord("Protobuf taken for JSON", good, Map.of(), RefusalCode.MALFORMED));
        all.add(protobuf("garbage for Protobuf", "\u0007garbage".getBytes(UTF_8), RefusalCode.MALFORMED));
        all.add(protobuf("nothing for Protobuf", new byte[0], RefusalCode.MISSING_DEVICE));
        all.add(protobuf("Protobuf cut off", Arrays.copyOf(good, good.length - 3), RefusalCode.MALFORMED));
        all.add(protobuf("NaN in Protobuf", frame("bad", 1_000, "a", Double.NaN), RefusalCode.NON_FINITE));
        all.add(protobuf("year 3000 in Protobuf", frame("bad", 32_503_680_000_000L, "a", 1), RefusalCode.CLOCK_SKEW));
        all.add(protobuf("year 1969 in Protobuf", frame("bad", -1, "a", 1), RefusalCode.INVALID_TIMESTAMP));
        return all;
    }

    private static BadRecord json(String what, RefusalCode code, String json) {
        return new BadRecord(what, json.getBytes(UTF_8), Map.of(), code);
    }

    private static BadRecord protobuf(String what, byte[] value, RefusalCode code) {
        return new BadRecord(what, value, PROTOBUF, code);
    }

    private static byte[] frame(String device, long timestampMillis, String metric, double value) {
        return new FrameProtobuf()
                .encode(Frame.of(device, timestampMillis, new String[] {metric}, new double[] {value}));
    }

    /** The record as it is sent, with its fault as the key. */
    ProducerRecord<byte[], byte @Nullable []> telemetry() {
        ProducerRecord<byte[], byte @Nullable []> telemetry =
                new ProducerRecord<>(TopicNames.DEFAULT.telemetry(), what.getBytes(UTF_8), value);
        headers.forEach((name, text) -> telemetry.headers().add(name, text.getBytes(UTF_8)));
        return telemetry;
    }

    @Override
    public String toString() {
        return what;
    }
}
