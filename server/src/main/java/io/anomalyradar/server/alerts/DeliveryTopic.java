package io.anomalyradar.server.alerts;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.log.TopicCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * radar.deliveries, as far as one channel is concerned: read per partition, written in transactions that also commit the group's offsets. The broker
 * refuses a transaction of a member that the group has left behind, so a server that lost its partitions records no
 * intent, and therefore sends nothing. Not thread-safe.
 */
final class DeliveryTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryTopic.class);
    private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final byte[] JSON = Topics.JSON.getBytes(StandardCharsets.US_ASCII);

    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final String channel;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Opens the topic for writing. Ends the transactions that an earlier process of the same member left open.
     *
     * @throws KafkaException when the broker does not answer
     */
    DeliveryTopic(KafkaConfig kafka, TopicCatalog catalog, String channel, String member) {
        this.channel = channel;
        this.kafka = kafka;
        this.catalog = catalog;
        this.topic = kafka.topics().deliveries();
        String id = kafka.topics().client("notifier." + channel + "." + member);
        producer = new KafkaProducer<>(
                KafkaClients.properties(
                        kafka,
                        Map.of(
                                "client.id", kafka.topics().client("deliveries"),
                                "transactional.id", id,
                                "transaction.timeout.ms", 15_000,
                                "acks", "all",
                                "max.block.ms", 10_000,
                                "request.timeout.ms", 5_000,
                                "delivery.timeout.ms", 12_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Writes {@code records}, by the partition of each, and commits {@code offsets} of the group, all or
     * nothing.
     *
     * @param offsets not empty: they carry the fence
     * @return false when the group is moving partitions or has moved on without this member; nothing was written then
     * @throws KafkaException when the outcome is unknown: the member must restart from the content of the topic
     */
    boolean write(
            Map<Delivery, DeliveryRecord> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata member) {
        producer.beginTransaction();
        try {
            records.forEach((delivery, value) -> {
                var unused = producer.send(record(delivery.partition(), value)); // the commit fails when this does
            });
            producer.sendOffsetsToTransaction(offsets, member);
            producer.commitTransaction();
            return true;
        } catch (CommitFailedException notAMember) {
            LOG.debug("deliveries are not recorded while the group moves partitions", notAMember);
            producer.abortTransaction();
            return false;
        }
    }

    private ProducerRecord<byte[], byte[]> record(TopicPartition partition, DeliveryRecord value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, partition.partition(), value.key().getBytes(StandardCharsets.UTF_8), DeliveryJson.encode(value));
        record.headers().add(Topics.CONTENT_TYPE, JSON);
        return record;
    }

    /**
     * The content of the topic for the channel and {@code partition}, including all that previous members have written.
     *
     * @throws KafkaException when the broker does not answer in time
     */
    Deliveries load(int partition) throws InterruptedException {
        TopicPartition from = new TopicPartition(topic, partition);
        Deliveries deliveries = new Deliveries();
        long deadlineNanos = System.nanoTime() + LOAD_TIMEOUT.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                KafkaClients.properties(
                        kafka,
                        Map.of(
                                "client.id",
                                kafka.topics().client("deliveries"),
                                "isolation.level",
                                "read_committed",
                                "enable.auto.commit",
                                false,
                                "default.api.timeout.ms",
                                10_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(from));
            consumer.seekToBeginning(List.of(from));
            // The end of all that was written, in transactions under way too: those are waited for.
            long end = catalog.end(from);
            while (consumer.position(from) < end) {
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw new KafkaException(from + " cannot be read to its end within " + LOAD_TIMEOUT.toSeconds()
                            + " s: see that the broker runs");
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    apply(record, deliveries);
                }
            }
        }
        return deliveries;
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, Deliveries deliveries) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        try {
            DeliveryRecord delivery = DeliveryJson.decode(value);
            if (delivery.channel().equals(channel)) {
                deliveries.apply(delivery);
            }
        } catch (IOException bad) {
            LOG.error(
                    "record {}-{}@{} cannot be read; its notification may be sent again",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    bad);
        }
    }

    /** Ends the transaction under way, if any, without its records. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
