package io.anomalyradar.app.topics;

import java.util.List;
import org.apache.kafka.common.Uuid;

/**
 * A topic as the cluster has it.
 *
 * @param id {@link Uuid#ZERO_UUID} when the topic is absent
 * @param partitions 0: the topic is absent
 * @param replicas of the partition that has the fewest
 * @param inSync replicas that have all records, of the partition that has the fewest
 * @param differences from the specification, each as "setting is X, should be Y"
 */
public record TopicState(String name, Uuid id, int partitions, int replicas, int inSync, List<String> differences) {
    public TopicState {
        differences = List.copyOf(differences);
    }

    static TopicState absent(String name) {
        return new TopicState(name, Uuid.ZERO_UUID, 0, 0, 0, List.of());
    }

    public boolean exists() {
        return partitions > 0;
    }
}
