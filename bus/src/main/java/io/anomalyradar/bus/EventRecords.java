package io.anomalyradar.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.EventProtobuf;
import io.anomalyradar.model.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes records of radar.events: key, value and headers as spec/topics.md defines them. Not thread-safe. */
public final class EventRecords {
    private final String topic;
    private final EventProtobuf protobuf = new EventProtobuf();

    /** @param topic the name of the topic of events */
    public EventRecords(String topic) {
        this.topic = topic;
    }

    /** {@code event} as Protobuf, by its key; its id, if any, becomes a header. */
    public ProducerRecord<byte[], byte[]> of(Event event) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, event.key().getBytes(UTF_8), protobuf.encode(event));
        record.headers().add(Topics.CONTENT_TYPE, Topics.PROTOBUF.getBytes(UTF_8));
        String id = event.id();
        if (id != null) {
            record.headers().add(Topics.FRAME_ID, id.getBytes(UTF_8));
        }
        return record;
    }
}
