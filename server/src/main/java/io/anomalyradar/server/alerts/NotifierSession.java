package io.anomalyradar.server.alerts;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NoticeJson;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.Outcome;
import io.anomalyradar.server.log.GroupReader;
import io.anomalyradar.server.log.Worker;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership of the notifier's group, from joining to a failure or the end: reads decisions to notify, records the intent of
 * each attempt, makes the attempt, and records its outcome. Everything except the attempts runs in the worker's thread.
 * A session that fails is discarded; the next one starts from the content of the topics.
 */
final class NotifierSession implements GroupReader.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierSession.class);
    /** The most deliveries that may wait; at this number, reading pauses. */
    private static final int MAX_WAITING = 1_000;

    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final Duration COMMIT_PERIOD = Duration.ofSeconds(5);
    /** How long attempts may take to end before their partitions are given up. */
    private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(4);

    private final String channel;
    private final DeliveryTopic topic;
    private final Attempts attempts;
    private final DeliveryQueue queue = new DeliveryQueue(System::nanoTime);
    private final AlertStatus status;
    private final ChannelGate gate;
    private final ReplayMark replayMark;
    private final URI page;
    private final Clock clock;
    private final Pace pace = new Pace();
    private final StartOffsets starts;
    private final Map<TopicPartition, OwnedPartition> owned = new HashMap<>();
    /**
     * Final states that are not recorded yet. They outlive a session, so that an outage of the broker causes no
     * repetition.
     */
    private final Map<Delivery, DeliveryOutcome> unrecorded;

    private GroupReader reader;
    private long committedNanos = System.nanoTime();

    @SuppressWarnings("NullAway.Init") // the reader needs its owner first: run sets it
    NotifierSession(
            String channel,
            DeliveryTopic topic,
            Attempts attempts,
            Map<Delivery, DeliveryOutcome> unrecorded,
            AlertStatus status,
            ChannelGate gate,
            ReplayMark replayMark,
            URI page,
            StartOffsets starts,
            Clock clock) {
        this.channel = channel;
        this.gate = gate;
        this.replayMark = replayMark;
        this.unrecorded = unrecorded;
        this.topic = topic;
        this.attempts = attempts;
        this.status = status;
        this.page = page;
        this.clock = clock;
        this.starts = starts;
    }

    /** Reads with {@code joined} until {@code thread} is asked to stop. */
    void run(GroupReader joined, Worker thread) throws InterruptedException {
        reader = joined;
        while (!thread.isStopping()) {
            reader.hold(queue.size() >= MAX_WAITING);
            ConsumerRecords<byte[], byte[]> records = reader.poll(PATIENCE);
            replayMark.forget(); // it was set before any result of a replay was written
            for (ConsumerRecord<byte[], byte[]> record : records) {
                take(record);
            }
            takeOutcomes(attempts.takeEnded());
            recordOutcomes();
            beginDue();
            commitNowAndThen();
            status.waiting(queue.size());
            thread.healthy();
        }
        takeOutcomes(attempts.awaitEnded(LAST_ATTEMPTS));
        recordOutcomes();
        commit();
    }

    @Override
    public Map<TopicPartition, LogOffset> assigned(Map<TopicPartition, LogPartition> partitions)
            throws InterruptedException {
        Map<TopicPartition, LogOffset> offsets = starts.of(partitions, reader);
        for (Map.Entry<TopicPartition, LogOffset> start : offsets.entrySet()) {
            TopicPartition partition = start.getKey();
            owned.put(partition, new OwnedPartition(topic.load(partition.partition()), start.getValue()));
        }
        LOG.info("carries out the decisions in {}", offsets);
        commit(); // alerts after the first start are always notified
        return offsets;
    }

    @Override
    public void revoked(Set<TopicPartition> partitions) {
        takeOutcomes(attempts.awaitEnded(LAST_ATTEMPTS));
        recordOutcomes();
        lost(partitions);
    }

    @Override
    public void lost(Set<TopicPartition> partitions) {
        queue.drop(partitions);
        unrecorded.keySet().removeIf(delivery -> partitions.contains(delivery.partition()));
        owned.keySet().removeAll(partitions);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        OwnedPartition owner = owned.get(partition);
        if (owner == null) {
            return;
        }
        owner.progress().read(record.offset(), GroupReader.after(record).leaderEpoch());
        try {
            byte[] value = record.value();
            if (value == null) {
                throw new IOException("it has no value");
            }
            Notice notice = NoticeJson.decode(value);
            if (notice.withheld()
                    || !notice.channel().equals(channel)
                    || !owner.isDue(notice, queue, clock.millis(), status)) {
                return;
            }
            owner.progress().await();
            Delivery delivery = new Delivery(channel, Notification.of(notice, page), partition, record.offset(), 0, "");
            queue.add(delivery);
            if (notice.change() == NotifiedChange.OPENED
                    && (owner.deliveries().isReplayed(notice, record.offset())
                            || replayMark.covers(notice.alert().anomaly().source(), record.timestamp()))) {
                unrecorded.put(delivery, DeliveryOutcome.REPLAYED);
            }
        } catch (IOException bad) {
            status.unreadable();
            LOG.error("record {}@{} cannot be read and is skipped", partition, record.offset(), bad);
        }
    }

    /**
     * Puts deliveries that failed temporarily back into the queue, and keeps those with a final state to be recorded.
     */
    private void takeOutcomes(List<Attempts.Ended> ended) {
        for (Attempts.Ended attempt : ended) {
            Delivery delivery = attempt.delivery();
            status.attempted(attempt.outcome());
            gate.ended(attempt.outcome());
            Optional<Duration> wait = pace.waitAfter(attempt.outcome(), delivery.failures() + 1);
            if (wait.isPresent()) {
                queue.retry(delivery.failedAgain(attempt.outcome().reason()), wait.get());
            } else {
                unrecorded.put(
                        delivery,
                        attempt.outcome() instanceof Outcome.Refused refused
                                ? new DeliveryOutcome(DeliveryState.REFUSED, refused.reason())
                                : DeliveryOutcome.DELIVERED);
            }
        }
    }

    private void recordOutcomes() {
        Map<Delivery, DeliveryRecord> recordable = new LinkedHashMap<>();
        unrecorded.forEach((delivery, outcome) -> {
            if (owned.containsKey(delivery.partition())) {
                recordable.put(delivery, delivery.ended(outcome));
            }
        });
        if (recordable.isEmpty() || !write(recordable)) {
            return; // the outcomes are recorded after the rebalance, if the partitions stay
        }
        recordable.forEach((delivery, ended) -> {
            DeliveryOutcome verdict = unrecorded.remove(delivery);
            if (verdict != null) {
                status.settled(delivery, verdict);
            }
            OwnedPartition owner = owned.get(delivery.partition());
            if (owner != null) {
                owner.deliveries().apply(ended);
                queue.settle(delivery, ended.state())
                        .forEach(settled -> owner.progress().settled(settled.offset()));
            }
        });
    }

    private void beginDue() {
        Map<Delivery, DeliveryRecord> intents = new LinkedHashMap<>();
        for (Delivery delivery : queue.takeDue(gate.admits(attempts.free(), attempts.running()))) {
            if (attempts.isRunning(delivery) || unrecorded.containsKey(delivery)) {
                queue.retry(delivery, PATIENCE);
                continue;
            }
            Alert alert = delivery.notification().alert();
            if (clock.millis() - alert.changedMillis() > DeliveryQueue.MAX_AGE.toMillis()) {
                unrecorded.put(
                        delivery, new DeliveryOutcome(DeliveryState.EXPIRED, "it could not be delivered within a day"));
            } else {
                intents.put(delivery, delivery.intent());
            }
        }
        if (intents.isEmpty()) {
            return;
        }
        if (write(intents)) {
            gate.began(intents.size());
            intents.forEach((delivery, intent) -> {
                OwnedPartition owner = owned.get(delivery.partition());
                if (owner != null) {
                    owner.deliveries().apply(intent);
                }
                attempts.begin(delivery);
            });
        } else {
            intents.keySet().forEach(delivery -> queue.retry(delivery, PATIENCE));
        }
    }

    private void commitNowAndThen() {
        if (System.nanoTime() - committedNanos > COMMIT_PERIOD.toNanos()) {
            commit();
        }
    }

    /** Commits how far everything is final. */
    private void commit() {
        if (!write(Map.of())) {
            LOG.debug("offsets are committed after the rebalance");
        }
    }

    /** Writes {@code records}, with the offsets as they are before; false when this member may not. */
    private boolean write(Map<Delivery, DeliveryRecord> records) {
        if (owned.isEmpty()) {
            return false;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        owned.forEach((partition, owner) -> offsets.put(
                partition, starts.committable(partition, owner.progress().settledBefore())));
        boolean written = topic.write(records, offsets, reader.groupMetadata());
        if (written) {
            committedNanos = System.nanoTime();
        }
        return written;
    }
}
