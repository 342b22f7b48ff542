package io.anomalyradar.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.topic.Topics;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes records of radar.telemetry: key, value and headers as spec/topics.md defines them. Not thread-safe. */
public final class TelemetryRecords {
    private static final byte[] PROTOBUF = Topics.PROTOBUF.getBytes(UTF_8);

    private final String topic;
    private final FrameProtobuf protobuf = new FrameProtobuf();

    /** @param topic the name of the telemetry topic */
    public TelemetryRecords(String topic) {
        this.topic = topic;
    }

    /** {@code frame} as Protobuf, keyed by its device; its id, if any, becomes a header. */
    public ProducerRecord<byte[], byte[]> of(Frame frame) {
        return of(frame, null);
    }

    /** {@code frame} as an import sends it: detectors learn from it, and nothing is alerted. */
    public ProducerRecord<byte[], byte[]> ofHistory(Frame frame) {
        return of(frame, frame.device().getBytes(UTF_8), List.of(new Header(Topics.HISTORY, new byte[] {'1'})));
    }

    /** As {@link #of(Frame)}, in {@code partition}; null: the partition of its device. */
    ProducerRecord<byte[], byte[]> of(Frame frame, @Nullable Integer partition) {
        return of(frame, partition, frame.device().getBytes(UTF_8), List.of());
    }

    /**
     * {@code frame} as Protobuf.
     *
     * @param key of the record, in place of the device
     * @param further headers to keep; content type and frame id among them are left out
     */
    public ProducerRecord<byte[], byte[]> of(Frame frame, byte[] key, List<Header> further) {
        return of(frame, null, key, further);
    }

    private ProducerRecord<byte[], byte[]> of(
            Frame frame, @Nullable Integer partition, byte[] key, List<Header> further) {
        ProducerRecord<byte[], byte[]> telemetry = new ProducerRecord<>(topic, partition, key, protobuf.encode(frame));
        for (Header header : further) {
            if (!header.name().equals(Topics.CONTENT_TYPE)) {
                addUnlessFrameId(header, telemetry);
            }
        }
        telemetry.headers().add(Topics.CONTENT_TYPE, PROTOBUF);
        addFrameId(frame.id(), telemetry);
        return telemetry;
    }

    /** A byte-for-byte copy of a record, with its headers, under the frame id {@code id}. */
    public ProducerRecord<byte[], byte[]> unchanged(
            byte @Nullable [] key, byte @Nullable [] value, List<Header> headers, String id) {
        ProducerRecord<byte[], byte[]> telemetry = new ProducerRecord<>(topic, key, value);
        headers.forEach(header -> addUnlessFrameId(header, telemetry));
        addFrameId(id, telemetry);
        return telemetry;
    }

    private static void addUnlessFrameId(Header header, ProducerRecord<byte[], byte[]> telemetry) {
        if (!header.name().equals(Topics.FRAME_ID)) {
            telemetry.headers().add(header.name(), header.value());
        }
    }

    private static void addFrameId(@Nullable String id, ProducerRecord<byte[], byte[]> telemetry) {
        if (id != null) {
            telemetry.headers().add(Topics.FRAME_ID, id.getBytes(UTF_8));
        }
    }
}
