package io.anomalyradar.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.model.config.KafkaConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Divides named work among the servers of an installation: each name belongs to one of them. A consumer group assigns
 * the partitions of the telemetry topic, of which nothing is read; a name belongs to the owner of its partition. A server that stops gives its names up at once, one that
 * is killed after {@value #SESSION_MILLIS} ms. While no broker answers, everything stays as it was. Thread-safe.
 */
public final class Ownership implements AutoCloseable {
    private static final int SESSION_MILLIS = 10_000;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** The partitions of this server, and how many there are. */
    private record Share(Set<Integer> partitions, int of) {
        static final Share NOTHING = new Share(Set.of(), 1);
    }

    private final KafkaConfig kafka;
    private final String group;
    private final String member;
    private final Worker worker;
    private volatile Share share = Share.NOTHING;

    /**
     * Joins the servers that divide the work {@code group}.
     *
     * @param member identity of this server, see {@link MemberId}
     */
    public Ownership(String group, String member, KafkaConfig kafka, MeterRegistry meters) {
        this.kafka = kafka;
        this.group = group;
        this.member = member;
        worker = Worker.start("owner-" + group, this::run, meters);
    }

    /** Whether the work called {@code name} is this server's. */
    public boolean owns(String name) {
        Share now = share;
        return now.partitions.contains(Utils.toPositive(Utils.murmur2(name.getBytes(UTF_8))) % now.of);
    }

    private void run(Worker thread) {
        Map<String, Object> settings = Map.of(
                "client.id",
                kafka.topics().client("owner-" + group),
                "group.id",
                kafka.topics().group(group),
                "group.instance.id",
                member,
                "partition.assignment.strategy",
                CooperativeStickyAssignor.class.getName(),
                "session.timeout.ms",
                SESSION_MILLIS,
                "heartbeat.interval.ms",
                2_000,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "latest");
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                KafkaClients.properties(kafka, settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            consumer.subscribe(List.of(kafka.topics().telemetry()), new Moves(consumer));
            while (!thread.isStopping()) {
                consumer.poll(PATIENCE);
                thread.healthy();
            }
        } finally {
            share = Share.NOTHING;
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1))
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    private final class Moves implements ConsumerRebalanceListener {
        private final KafkaConsumer<?, ?> consumer;

        Moves(KafkaConsumer<?, ?> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            Set<Integer> mine = new HashSet<>(share.partitions);
            partitions.forEach(partition -> mine.add(partition.partition()));
            share = new Share(
                    Set.copyOf(mine),
                    consumer.partitionsFor(kafka.topics().telemetry()).size());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Set<Integer> mine = new HashSet<>(share.partitions);
            partitions.forEach(partition -> mine.remove(partition.partition()));
            share = new Share(Set.copyOf(mine), share.of);
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
