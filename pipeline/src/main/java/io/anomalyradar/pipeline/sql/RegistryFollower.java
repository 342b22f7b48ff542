package io.anomalyradar.pipeline.sql;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.model.config.KafkaConfig;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.types.RowKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The device registry in memory: read whole when it is opened, then followed. Used by one thread. */
final class RegistryFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryFollower.class);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<StringData, RowData> entries = new HashMap<>();
    private final DeviceRows reader = new DeviceRows();

    /** Where it is; the properties may contain secrets. */
    @SuppressWarnings("serial") // the map is a HashMap
    record Topic(String name, Map<String, Object> properties) implements Serializable {
        static Topic of(KafkaConfig kafka) {
            return new Topic(
                    kafka.topics().devices(),
                    new HashMap<>(KafkaClients.properties(
                            kafka,
                            Map.of("client.id", kafka.topics().client("sql-registry"), "enable.auto.commit", false))));
        }
    }

    private RegistryFollower(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Returns when everything that the topic has is read. */
    static RegistryFollower open(Topic topic) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(topic.properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        RegistryFollower follower = new RegistryFollower(consumer);
        try {
            follower.catchUp(topic.name());
            return follower;
        } catch (RuntimeException failed) {
            follower.close();
            throw failed;
        }
    }

    private void catchUp(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read(Duration.ofMillis(200));
        }
    }

    /** Takes over what has arrived since; does not wait. */
    void follow() {
        read(Duration.ZERO);
    }

    private void read(Duration patience) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            try {
                reader.read(record, this::put);
            } catch (IOException unreadable) {
                LOG.warn(
                        "the entry at offset {} of {} is skipped: {}",
                        record.offset(),
                        record.topic(),
                        unreadable.getMessage());
            }
        }
    }

    private void put(RowData row) {
        if (row.getRowKind() == RowKind.DELETE) {
            entries.remove(row.getString(0));
        } else {
            row.setRowKind(RowKind.INSERT);
            entries.put(row.getString(0), row);
        }
    }

    /** Rows by the name of their device. */
    Map<StringData, RowData> entries() {
        return entries;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
