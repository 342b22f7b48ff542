package io.anomalyradar.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class TopicChangesTest {
    private static final List<Node> BROKERS =
            List.of(new Node(1, "a", 9092), new Node(2, "b", 9092), new Node(3, "c", 9092));
    private static final TopicPlan PLAN = TopicPlan.all(new KafkaConfig("a:9092", TopicNames.DEFAULT, 4, 3, Map.of()))
            .get(0);

    @Test
    void replicasAreAdded_theLeaderStaysFirst_andBrokersTakeTurns() {
        TopicChanges changes =
                changes(2, partition(0, 2, 2), partition(1, 3, 3), partition(2, 1, 1), partition(3, 1, 1));

        assertThat(changes.lines()).containsExactly("~ radar.telemetry: replicas 1 → 2");
        assertThat(replicas(changes, 0)).startsWith(2).hasSize(2).doesNotHaveDuplicates();
        assertThat(replicas(changes, 1)).startsWith(3).hasSize(2).doesNotHaveDuplicates();
        assertThat(replicas(changes, 2)).startsWith(1).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void replicasAreRemoved_butNotTheLeader() {
        TopicChanges changes =
                changes(1, partition(0, 3, 1, 2, 3), partition(1, 1, 1), partition(2, 1, 1), partition(3, 1, 1));

        assertThat(changes.lines()).containsExactly("~ radar.telemetry: replicas 1 to 3 → 1");
        assertThat(changes.replicas()).containsOnlyKeys(new TopicPartition("radar.telemetry", 0));
        assertThat(replicas(changes, 0)).containsExactly(3);
    }

    @Test
    void threeReplicas_areAcknowledgedByTwo() {
        assertThat(PLAN.settings()).containsEntry("min.insync.replicas", "2");
        assertThat(TopicPlan.all(KafkaConfig.at("a:9092")).get(0).settings()).doesNotContainKey("min.insync.replicas");
    }

    private static List<Integer> replicas(TopicChanges changes, int partition) {
        return Objects.requireNonNull(changes.replicas().get(new TopicPartition("radar.telemetry", partition)))
                .map(NewPartitionReassignment::targetReplicas)
                .orElseThrow();
    }

    private static TopicChanges changes(int factor, TopicPartitionInfo... partitions) {
        var comparison = new TopicChanges.Comparison(BROKERS, factor, false);
        Config asWanted = new Config(PLAN.settings().entrySet().stream()
                .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
                .toList());
        comparison.present(PLAN, new TopicDescription(PLAN.name(), false, List.of(partitions)), asWanted);
        return comparison.result();
    }

    private static TopicPartitionInfo partition(int number, int leader, int... replicas) {
        List<Node> nodes =
                Arrays.stream(replicas).mapToObj(id -> BROKERS.get(id - 1)).toList();
        return new TopicPartitionInfo(number, BROKERS.get(leader - 1), nodes, nodes);
    }
}
