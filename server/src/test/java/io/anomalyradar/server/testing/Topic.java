package io.anomalyradar.server.testing;

import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.aggregate.AggregateProtobuf;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentJson;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NoticeJson;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.capsule.CapsuleStartJson;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to the pipeline's topics, as the pipeline does; each write is acknowledged before it returns. */
public final class Topic implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScoreProtobuf scores = new ScoreProtobuf();
    private final AggregateProtobuf aggregates = new AggregateProtobuf();

    public Topic(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public void write(ScoreFrame frame) {
        write(TopicNames.DEFAULT.scores(), frame.device(), scores.encodeBlock(List.of(frame)));
    }

    public void write(Anomaly anomaly) {
        write(TopicNames.DEFAULT.anomalies(), anomaly.device(), AnomalyJson.encode(anomaly));
    }

    /** Writes to radar.alerts, to the partition of the device. */
    public void write(Alert alert) {
        write(TopicNames.DEFAULT.alerts(), alert.device(), alert.id(), AlertJson.encode(alert));
    }

    /** Writes to radar.capsules, to the partition of the device. */
    public void write(CapsuleStart start) {
        write(TopicNames.DEFAULT.capsules(), start.device(), start.anomaly(), CapsuleStartJson.encode(start));
    }

    /** Writes to radar.incidents, to the partition of the area. */
    public void write(Incident incident) {
        write(TopicNames.DEFAULT.incidents(), incident.area(), incident.id(), IncidentJson.encode(incident));
    }

    /** Writes to radar.notifications, to the partition of the place. */
    public void write(Notice notice) {
        write(TopicNames.DEFAULT.notifications(), notice.place(), notice.subject(), NoticeJson.encode(notice));
    }

    private void write(String topic, String place, String key, byte[] value) {
        int partitions = producer.partitionsFor(topic).size();
        int partition = BuiltInPartitioner.partitionForKey(place.getBytes(StandardCharsets.UTF_8), partitions);
        send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), value));
    }

    public void write(AggregateFrame aggregate) {
        write(TopicNames.DEFAULT.aggregates(), aggregate.device(), aggregates.encode(aggregate));
    }

    public void write(String topic, String key, byte[] value) {
        send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
