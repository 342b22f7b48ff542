package io.anomalyradar.bus.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Positions in a topic by append time. */
public final class Positions {
    private static final int WAIT_SECONDS = 10;

    private Positions() {}

    /**
     * The offset of the first record of {@code topic} appended at {@code appendTimeMillis} or later, by partition; -1
     * where there is none.
     */
    public static List<Long> from(Admin admin, String topic, long appendTimeMillis) throws InterruptedException {
        try {
            TopicDescription telemetry = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS)
                    .get(topic));
            Map<TopicPartition, OffsetSpec> questions = new HashMap<>();
            for (TopicPartitionInfo partition : telemetry.partitions()) {
                questions.put(
                        new TopicPartition(topic, partition.partition()), OffsetSpec.forTimestamp(appendTimeMillis));
            }
            var answers = admin.listOffsets(questions).all().get(WAIT_SECONDS, TimeUnit.SECONDS);
            List<Long> offsets = new ArrayList<>();
            questions.keySet().stream()
                    .sorted(Comparator.comparingInt(TopicPartition::partition))
                    .forEach(partition -> offsets.add(
                            Objects.requireNonNull(answers.get(partition)).offset()));
            return offsets;
        } catch (ExecutionException failed) {
            throw new KafkaException("the broker does not say where telemetry is", failed.getCause());
        } catch (TimeoutException silent) {
            throw new KafkaException("the broker does not answer", silent);
        }
    }
}
