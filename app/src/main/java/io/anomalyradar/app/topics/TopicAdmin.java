package io.anomalyradar.app.topics;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the topics and reports their state. Methods block, at most for the time given, and throw
 * {@link TopicFailure}.
 */
public final class TopicAdmin implements AutoCloseable {
    private final KafkaConfig kafka;
    private final Admin admin;
    private final Duration timeout;

    public TopicAdmin(KafkaConfig kafka, Duration timeout) {
        this.kafka = kafka;
        this.timeout = timeout;
        int millis = (int) timeout.toMillis();
        this.admin = Admin.create(KafkaClients.properties(
                kafka,
                Map.of(
                        "client.id", kafka.topics().client("topics"),
                        "default.api.timeout.ms", millis,
                        "request.timeout.ms", millis)));
    }

    /** How many brokers answer. */
    public int brokers() {
        return await(admin.describeCluster().nodes()).size();
    }

    /**
     * Creates the topics that are absent, waits until the brokers list them, and leaves the others as they are. Returns
     * the names of the created.
     */
    public List<String> createMissing() {
        Set<String> present = await(admin.listTopics().names());
        List<NewTopic> missing = TopicPlan.all(kafka).stream()
                .filter(plan -> !present.contains(plan.name()))
                .map(plan -> new NewTopic(plan.name(), plan.partitions(), (short) kafka.replicationFactor())
                        .configs(plan.settings()))
                .toList();
        List<String> created = create(missing);
        awaitListed(created);
        return created;
    }

    /** The names of those that no other process created first. */
    private List<String> create(List<NewTopic> missing) {
        List<String> created = new ArrayList<>();
        admin.createTopics(missing).values().forEach((name, creation) -> {
            if (created(creation)) {
                created.add(name);
            }
        });
        return created;
    }

    private void awaitListed(List<String> created) {
        awaitTrue(
                () -> await(admin.listTopics().names()).containsAll(created),
                kafka.bootstrapServers() + " created topics but does not list them");
    }

    /** The controller answers before every broker has the metadata. */
    private void awaitTrue(BooleanSupplier condition, String otherwise) {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new TopicFailure(otherwise, new TimeoutException());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Each specified topic as the cluster has it, in the specification's order. */
    public List<TopicState> states() {
        List<TopicPlan> plans = TopicPlan.all(kafka);
        Found found = find(plans);
        return plans.stream()
                .map(plan -> state(
                        plan, found.topics().get(plan.name()), found.configs().get(resource(plan.name()))))
                .toList();
    }

    /** What there is of the specified topics. */
    private record Found(Map<String, TopicDescription> topics, Map<ConfigResource, Config> configs) {}

    private Found find(List<TopicPlan> plans) {
        Set<String> present = await(admin.listTopics().names());
        List<String> names =
                plans.stream().map(TopicPlan::name).filter(present::contains).toList();
        return new Found(
                await(admin.describeTopics(names).allTopicNames()),
                await(admin.describeConfigs(
                                names.stream().map(TopicAdmin::resource).toList())
                        .all()));
    }

    /** What {@link #apply} would change. */
    TopicChanges changes(boolean morePartitions) {
        List<TopicPlan> plans = TopicPlan.all(kafka);
        Found found = find(plans);
        var comparison = new TopicChanges.Comparison(
                await(admin.describeCluster().nodes()), kafka.replicationFactor(), morePartitions);
        for (TopicPlan plan : plans) {
            TopicDescription topic = found.topics().get(plan.name());
            Config config = found.configs().get(resource(plan.name()));
            if (topic == null || config == null) {
                comparison.absent(plan);
            } else {
                comparison.present(plan, topic, config);
            }
        }
        return comparison.result();
    }

    /** Returns once the cluster has taken the changes; brokers may still copy replicas. */
    void apply(TopicChanges changes) {
        List<String> created = create(changes.topics());
        awaitListed(created);
        await(admin.incrementalAlterConfigs(changes.settings()).all());
        await(admin.createPartitions(changes.partitions()).all());
        await(admin.alterPartitionReassignments(changes.replicas()).all());
        awaitTrue(
                () -> changes(false).settings().isEmpty(),
                kafka.bootstrapServers() + " accepted settings of topics but does not show them");
    }

    /** The greatest timestamp of any record of {@code topic}, in epoch milliseconds; empty: it has no record. */
    public OptionalLong newestTimestamp(String topic) {
        TopicDescription description =
                await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        if (description == null) {
            return OptionalLong.empty();
        }
        Map<TopicPartition, OffsetSpec> questions = description.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.maxTimestamp()));
        return await(admin.listOffsets(questions).all()).values().stream()
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .filter(timestamp -> timestamp >= 0)
                .max();
    }

    /**
     * Records the current ends of radar.telemetry and radar.events as the offsets of the group {@value Topics#REPLAY_GROUP}: no
     * notification is sent for anomalies that a job which starts at {@code nowMillis} without a snapshot finds before
     * them (spec/topics.md).
     */
    public void markReplay(long nowMillis) {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        await(admin.describeTopics(List.of(
                                kafka.topics().telemetry(), kafka.topics().events()))
                        .allTopicNames())
                .values()
                .forEach(topic -> addEnds(topic, nowMillis, ends));
        if (!ends.isEmpty()) {
            String group = kafka.topics().group(Topics.REPLAY_GROUP);
            await(admin.alterConsumerGroupOffsets(group, ends).all());
        }
    }

    private void addEnds(TopicDescription description, long nowMillis, Map<TopicPartition, OffsetAndMetadata> ends) {
        Map<TopicPartition, OffsetSpec> questions = new HashMap<>();
        description
                .partitions()
                .forEach(partition -> questions.put(
                        new TopicPartition(description.name(), partition.partition()), OffsetSpec.latest()));
        await(admin.listOffsets(questions).all()).forEach((partition, end) -> {
            if (end.offset() > 0) {
                ends.put(
                        partition,
                        new OffsetAndMetadata(
                                end.offset(), end.leaderEpoch(), description.topicId() + " " + nowMillis));
            }
        });
    }

    @Override
    public void close() {
        admin.close(timeout);
    }

    private static TopicState state(TopicPlan plan, @Nullable TopicDescription found, @Nullable Config config) {
        if (found == null || config == null) {
            return TopicState.absent(plan.name());
        }
        List<String> differences = new ArrayList<>();
        plan.settings().forEach((setting, wanted) -> {
            var entry = config.get(setting);
            String actual = entry == null ? "unset" : entry.value();
            if (!wanted.equals(actual)) {
                differences.add(setting + " is " + actual + ", should be " + wanted);
            }
        });
        differences.sort(null);
        var partitions = found.partitions();
        return new TopicState(
                plan.name(),
                found.topicId(),
                partitions.size(),
                partitions.stream()
                        .mapToInt(each -> each.replicas().size())
                        .min()
                        .orElse(0),
                partitions.stream().mapToInt(each -> each.isr().size()).min().orElse(0),
                differences);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private boolean created(KafkaFuture<Void> creation) {
        try {
            await(creation);
            return true;
        } catch (TopicFailure failed) {
            if (failed.getCause() instanceof TopicExistsException) {
                return false; // another process created it first
            }
            throw failed;
        }
    }

    private <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw new TopicFailure("no Kafka broker answers at " + kafka.bootstrapServers(), cause);
            }
            throw new TopicFailure(kafka.bootstrapServers() + " refused: " + cause.getMessage(), cause);
        } catch (TimeoutException silent) {
            throw new TopicFailure("no Kafka broker answers at " + kafka.bootstrapServers(), silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TopicFailure("interrupted while waiting for " + kafka.bootstrapServers(), interrupted);
        }
    }
}
