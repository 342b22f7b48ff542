package io.anomalyradar.app.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * What has to be changed on a cluster so that its topics are as specified. Settings that the specification does not name
 * stay as they are. Every request is computed from what the cluster said, so an applied set of changes leaves nothing
 * for the next one.
 *
 * @param lines for people, in the specification's order
 * @param obstacles what differs, and is not changed
 */
record TopicChanges(
        List<String> lines,
        List<String> obstacles,
        List<NewTopic> topics,
        Map<String, NewPartitions> partitions,
        Map<TopicPartition, Optional<NewPartitionReassignment>> replicas,
        Map<ConfigResource, Collection<AlterConfigOp>> settings) {

    TopicChanges {
        lines = List.copyOf(lines);
        obstacles = List.copyOf(obstacles);
        topics = List.copyOf(topics);
        partitions = Map.copyOf(partitions);
        replicas = Map.copyOf(replicas);
        settings = Map.copyOf(settings);
    }

    /** Compares topic by topic. */
    static final class Comparison {
        private final List<String> lines = new ArrayList<>();
        private final List<String> obstacles = new ArrayList<>();
        private final List<NewTopic> topics = new ArrayList<>();
        private final Map<String, NewPartitions> partitions = new HashMap<>();
        private final Map<TopicPartition, Optional<NewPartitionReassignment>> replicas = new HashMap<>();
        private final Map<ConfigResource, Collection<AlterConfigOp>> settings = new HashMap<>();
        private final List<Integer> brokers;
        private final int factor;
        private final boolean morePartitions;
        private int next;

        /**
         * @param brokers the ids of those that are up
         * @param factor how many replicas each partition should have
         * @param morePartitions whether to add partitions to topics that exist
         */
        Comparison(Collection<Node> brokers, int factor, boolean morePartitions) {
            this.brokers = brokers.stream().map(Node::id).sorted().toList();
            this.factor = factor;
            this.morePartitions = morePartitions;
            if (factor > brokers.size()) {
                obstacles.add("kafka.replication-factor is " + factor + ", but only " + brokers.size()
                        + (brokers.size() == 1 ? " broker is" : " brokers are") + " up");
            }
        }

        void absent(TopicPlan plan) {
            if (factor > brokers.size()) {
                obstacles.add(plan.name() + " cannot be created");
                return;
            }
            topics.add(new NewTopic(plan.name(), plan.partitions(), (short) factor).configs(plan.settings()));
            lines.add("+ " + plan.name() + ": " + plan.partitions()
                    + (plan.partitions() == 1 ? " partition, " : " partitions, ") + factor
                    + (factor == 1 ? " replica" : " replicas"));
        }

        void present(TopicPlan plan, TopicDescription found, Config config) {
            comparePartitions(plan, found);
            compareReplicas(plan, found);
            compareSettings(plan, config);
        }

        private void comparePartitions(TopicPlan plan, TopicDescription found) {
            int actual = found.partitions().size();
            String difference = plan.name() + ": partitions " + actual + " → " + plan.partitions();
            if (actual < plan.partitions() && morePartitions) {
                partitions.put(plan.name(), NewPartitions.increaseTo(plan.partitions()));
                lines.add("~ " + difference);
            } else if (actual < plan.partitions()) {
                obstacles.add(difference + " moves keys to other partitions; stop the senders until the job has read"
                        + " everything, then use --more-partitions");
            } else if (actual > plan.partitions()) {
                obstacles.add(
                        difference + ": Kafka removes no partitions; set kafka.partitions, or make the topic anew");
            }
        }

        private void compareReplicas(TopicPlan plan, TopicDescription found) {
            if (factor > brokers.size()) {
                return; // said once
            }
            int fewest = Integer.MAX_VALUE;
            int most = 0;
            for (TopicPartitionInfo partition : found.partitions()) {
                List<Integer> now = partition.replicas().stream().map(Node::id).toList();
                fewest = Math.min(fewest, now.size());
                most = Math.max(most, now.size());
                if (now.size() != factor) {
                    replicas.put(
                            new TopicPartition(plan.name(), partition.partition()),
                            Optional.of(new NewPartitionReassignment(placed(now, partition.leader()))));
                }
            }
            if (fewest != factor || most != factor) {
                String actual = fewest == most ? Integer.toString(fewest) : fewest + " to " + most;
                lines.add("~ " + plan.name() + ": replicas " + actual + " → " + factor);
            }
        }

        /** The leader stays; further replicas go to the brokers in turn. */
        private List<Integer> placed(List<Integer> now, @Nullable Node leader) {
            List<Integer> placed = new ArrayList<>(now);
            if (leader != null && placed.remove((Integer) leader.id())) {
                placed.add(0, leader.id());
            }
            while (placed.size() > factor) {
                placed.remove(placed.size() - 1);
            }
            while (placed.size() < factor) {
                int candidate = brokers.get(Math.floorMod(next++, brokers.size()));
                if (!placed.contains(candidate)) {
                    placed.add(candidate);
                }
            }
            return Collections.unmodifiableList(placed);
        }

        private void compareSettings(TopicPlan plan, Config config) {
            List<AlterConfigOp> changes = new ArrayList<>();
            new TreeMap<>(plan.settings()).forEach((setting, wanted) -> {
                ConfigEntry entry = config.get(setting);
                String actual = entry == null ? "unset" : entry.value();
                if (!wanted.equals(actual)) {
                    changes.add(new AlterConfigOp(new ConfigEntry(setting, wanted), AlterConfigOp.OpType.SET));
                    lines.add("~ " + plan.name() + ": " + setting + " " + actual + " → " + wanted);
                }
            });
            if (!changes.isEmpty()) {
                settings.put(new ConfigResource(ConfigResource.Type.TOPIC, plan.name()), changes);
            }
        }

        TopicChanges result() {
            return new TopicChanges(lines, obstacles, topics, partitions, replicas, settings);
        }
    }
}
