package io.anomalyradar.server.alerts;

import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.notify.Backoff;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.Transition;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.TopicReader;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads radar.anomalies and sees to it that each opening and each end is told once (see the package's comment). At most
 * {@value #MAX_WAITING} notifications wait; while that many do, nothing is read.
 */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final int MAX_WAITING = 1_000;
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final Duration POSITION_PERIOD = Duration.ofSeconds(5);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final Channel channel;
    private final URI page;
    private final MeterRegistry meters;
    private final AlertMetrics metrics;
    private final DeliveryLog log;
    private final DeliveryQueue queue;
    private final Map<LogPartition, PartitionProgress> progress = new HashMap<>();
    private final Worker worker;
    private volatile int waiting;

    private Notifier(
            KafkaConfig kafka, TopicCatalog catalog, Channel channel, URI page, Path directory, MeterRegistry meters) {
        this.kafka = kafka;
        this.catalog = catalog;
        this.channel = channel;
        this.page = page;
        this.meters = meters;
        metrics = new AlertMetrics(meters);
        try {
            log = new DeliveryLog(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the delivery log in " + directory + " cannot be opened: see that the directory can be written",
                    failed);
        }
        queue = new DeliveryQueue(channel, log, BACKOFF, Clock.systemUTC(), System::nanoTime, metrics);
        Gauge.builder("radar.alerts.waiting", this, notifier -> notifier.waiting)
                .description("Notifications not settled yet")
                .register(meters);
        worker = Worker.start("notifier", this::run, meters);
    }

    /**
     * Starts telling.
     *
     * @param channel is closed with the notifier
     * @param page where the installation's page is reached, for the links
     * @param directory of the delivery log
     * @throws UncheckedIOException when the delivery log cannot be opened
     */
    public static Notifier start(
            KafkaConfig kafka, TopicCatalog catalog, Channel channel, URI page, Path directory, MeterRegistry meters) {
        return new Notifier(kafka, catalog, channel, page, directory, meters);
    }

    private void run(Worker thread) throws InterruptedException {
        try (TopicReader topic = new TopicReader(
                "notifier",
                kafka,
                catalog,
                List.of(kafka.topics().anomalies()),
                Map.of("max.poll.records", 100),
                TopicReader.Origin.END,
                this::position,
                meters)) {
            // Where reading begins is written down at once: what comes after it will be told, whatever happens.
            topic.nextOffsets().forEach((partition, next) -> progress(partition, next));
            writePositions();
            long writtenNanos = System.nanoTime();
            while (!thread.isStopping()) {
                step(thread, topic);
                if (System.nanoTime() - writtenNanos > POSITION_PERIOD.toNanos()) {
                    writePositions();
                    writtenNanos = System.nanoTime();
                }
                thread.healthy();
            }
            writePositions();
        }
    }

    private void step(Worker thread, TopicReader topic) throws InterruptedException {
        if (queue.size() < MAX_WAITING) {
            for (ConsumerRecord<byte[], byte[]> record : topic.poll(PATIENCE)) {
                take(record, topic.partition(record));
            }
        } else {
            thread.pause(PATIENCE);
        }
        log.retry();
        if (log.failure().isEmpty()) {
            queue.attemptDue();
        }
        for (Delivery settled : queue.takeSettled()) {
            progress(settled.partition(), settled.offset()).settled(settled.offset());
        }
        waiting = queue.size();
    }

    /** Where to begin; a partition that is new in a topic known already is read from its beginning. */
    private OptionalLong position(LogPartition partition) {
        PartitionProgress known = progress.get(partition);
        if (known != null) {
            return OptionalLong.of(known.nextToRead());
        }
        Map<LogPartition, Long> written = log.positions();
        Long next = written.get(partition);
        if (next != null) {
            return OptionalLong.of(next);
        }
        boolean topicKnown = written.keySet().stream().anyMatch(p -> p.topicId().equals(partition.topicId()));
        return topicKnown ? OptionalLong.of(0) : OptionalLong.empty();
    }

    private PartitionProgress progress(LogPartition partition, long next) {
        return progress.computeIfAbsent(partition, first -> new PartitionProgress(next));
    }

    private void take(ConsumerRecord<byte[], byte[]> record, LogPartition partition) {
        PartitionProgress reached = progress(partition, record.offset());
        reached.read(record.offset());
        try {
            byte[] value = record.value();
            if (value == null) {
                throw new IOException("it has no value");
            }
            Anomaly anomaly = AnomalyJson.decode(value);
            Transition transition = anomaly.state() == AnomalyState.OPEN ? Transition.OPENED : Transition.ENDED;
            if (isToBeTold(anomaly, transition)) {
                reached.await(record.offset());
                queue.add(new Delivery(
                        Notification.of(anomaly, transition, page), partition, record.offset(), record.timestamp(), 0));
            }
        } catch (IOException bad) {
            metrics.unreadable();
            LOG.error(
                    "record {}@{} of {} cannot be read and is passed over",
                    partition,
                    record.offset(),
                    record.topic(),
                    bad);
        }
    }

    private boolean isToBeTold(Anomaly anomaly, Transition transition) {
        String id = anomaly.id();
        if (Topics.isSystem(anomaly.device()) || log.fate(id, transition) != null || queue.has(id, transition)) {
            return false;
        }
        return switch (transition) {
            case OPENED -> true;
            case ENDED -> log.fate(id, Transition.OPENED) == Fate.DELIVERED || queue.has(id, Transition.OPENED);
        };
    }

    private void writePositions() {
        Map<LogPartition, Long> written = log.positions();
        progress.forEach((partition, reached) -> {
            long next = reached.settledBefore();
            Long before = written.get(partition);
            if (before == null || next > before) {
                log.add(new LogLine.Read(partition, next));
            }
        });
    }

    /** How the telling goes. */
    public PartState state() {
        String name = channel.name();
        Optional<String> broken = log.failure().or(worker::failure);
        if (broken.isPresent()) {
            return PartState.down(name, broken.get());
        }
        String failure = queue.failure();
        return failure == null
                ? PartState.up(name, waiting + " notifications wait")
                : PartState.down(
                        name,
                        failure + "; " + waiting + " notifications wait and are tried again: see that the receiver runs"
                                + " and that alerts.webhook.url is right");
    }

    /** Begins no more attempts; {@link #close} waits for those under way. */
    public void stop() {
        worker.stop();
    }

    @Override
    public void close() {
        worker.close();
        queue.close();
        log.close();
        channel.close();
    }
}
