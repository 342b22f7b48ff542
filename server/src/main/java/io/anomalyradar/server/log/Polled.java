package io.anomalyradar.server.log;

import io.anomalyradar.history.LogPartition;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What the readers derive from the partitions that their consumer polls. */
final class Polled {
    private Polled() {}

    /** Where {@code record} comes from, one of {@code partitions}. */
    static LogPartition partition(ConsumerRecord<?, ?> record, Map<TopicPartition, LogPartition> partitions) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        LogPartition known = partitions.get(partition);
        if (known == null) {
            throw new IllegalStateException("a record of " + partition + ", which is not assigned");
        }
        return known;
    }

    /** Records of {@code topic} in {@code partitions} not yet polled, as far as is known. */
    static long lag(KafkaConsumer<?, ?> consumer, Collection<TopicPartition> partitions, String topic) {
        long lag = 0;
        for (TopicPartition partition : partitions) {
            if (partition.topic().equals(topic)) {
                lag += consumer.currentLag(partition).orElse(0);
            }
        }
        return lag;
    }
}
