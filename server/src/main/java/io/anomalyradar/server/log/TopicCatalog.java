package io.anomalyradar.server.log;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.config.KafkaConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Which partitions the topics have, and under which topic id. Thread-safe. */
public final class TopicCatalog implements AutoCloseable {
    private static final int WAIT_SECONDS = 10;

    private final Admin admin;

    /** A catalogue; the broker need not be there yet. */
    public TopicCatalog(KafkaConfig kafka) {
        int wait = WAIT_SECONDS * 1_000;
        admin = Admin.create(KafkaClients.properties(
                kafka,
                Map.of(
                        "client.id",
                        kafka.topics().client("catalog"),
                        "request.timeout.ms",
                        wait,
                        "default.api.timeout.ms",
                        wait)));
    }

    /**
     * All partitions of {@code topics}.
     *
     * @throws TopicMissingException when one of them is not there (yet)
     * @throws KafkaException when the broker does not answer
     */
    public Map<TopicPartition, LogPartition> partitions(Collection<String> topics) throws InterruptedException {
        Map<TopicPartition, LogPartition> partitions = new HashMap<>();
        try {
            for (TopicDescription topic : admin.describeTopics(topics)
                    .allTopicNames()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS)
                    .values()) {
                String id = topic.topicId().toString();
                for (TopicPartitionInfo partition : topic.partitions()) {
                    partitions.put(
                            new TopicPartition(topic.name(), partition.partition()),
                            new LogPartition(id, partition.partition()));
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new TopicMissingException(topics, failed);
            }
            throw new KafkaException("the broker does not say what topics it has", failed.getCause());
        } catch (TimeoutException unanswered) {
            throw new KafkaException("the broker does not answer", unanswered);
        }
        return partitions;
    }

    /**
     * The offset after the newest record of {@code partition}, in a transaction that is not committed too.
     *
     * @throws KafkaException when the broker does not answer, or has no such partition
     */
    public long end(TopicPartition partition) throws InterruptedException {
        try {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get(WAIT_SECONDS, TimeUnit.SECONDS)
                    .offset();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof UnknownTopicOrPartitionException
                    ? new TopicMissingException(List.of(partition.toString()), failed)
                    : new KafkaException("the broker does not say where " + partition + " ends", failed.getCause());
        } catch (TimeoutException unanswered) {
            throw new KafkaException("the broker does not answer", unanswered);
        }
    }

    /**
     * How far each partition of {@code topics} reaches, and how far the consumer group {@code group} has read it.
     *
     * @throws TopicMissingException when one of the topics is not there (yet)
     * @throws KafkaException when the broker does not answer
     */
    public List<LogExtent> extents(Collection<String> topics, String group) throws InterruptedException {
        Map<TopicPartition, LogPartition> partitions = partitions(topics);
        try {
            var begins =
                    admin.listOffsets(each(partitions, OffsetSpec.earliest())).all();
            var ends = admin.listOffsets(each(partitions, OffsetSpec.latest())).all();
            var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
            List<LogExtent> extents = new ArrayList<>();
            for (Map.Entry<TopicPartition, LogPartition> entry : partitions.entrySet()) {
                TopicPartition partition = entry.getKey();
                OffsetAndMetadata read =
                        committed.get(WAIT_SECONDS, TimeUnit.SECONDS).get(partition);
                ListOffsetsResultInfo begin =
                        begins.get(WAIT_SECONDS, TimeUnit.SECONDS).get(partition);
                ListOffsetsResultInfo end =
                        ends.get(WAIT_SECONDS, TimeUnit.SECONDS).get(partition);
                if (begin != null && end != null) {
                    long reached = Math.max(begin.offset(), read == null ? 0 : read.offset());
                    extents.add(new LogExtent(entry.getValue(), reached, end.offset()));
                }
            }
            return extents;
        } catch (ExecutionException failed) {
            throw new KafkaException("the broker does not say how far its topics reach", failed.getCause());
        } catch (TimeoutException unanswered) {
            throw new KafkaException("the broker does not answer", unanswered);
        }
    }

    /**
     * The offsets that the consumer group {@code group} has committed.
     *
     * @throws KafkaException when the broker does not answer
     */
    public Map<TopicPartition, OffsetAndMetadata> committed(String group) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS));
            committed.values().removeIf(Objects::isNull);
            return committed;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw new KafkaException("the broker does not say what " + group + " has committed", failed.getCause());
        } catch (TimeoutException unanswered) {
            throw new KafkaException("the broker does not answer", unanswered);
        }
    }

    private static Map<TopicPartition, OffsetSpec> each(Map<TopicPartition, ?> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.keySet().forEach(partition -> wanted.put(partition, spec));
        return wanted;
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ofSeconds(1));
    }
}
