package io.anomalyradar.server.alerts;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.control.ChannelRate;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.log.GroupReader;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Notifies through one channel: reads radar.notifications and sends what is routed to the channel, once (see the package's comment). Servers share the partitions. Thread-safe.
 */
public final class Notifier implements AutoCloseable {
    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final String member;
    private final Channel channel;
    private final long sinceMillis;
    private final URI page;
    private final MeterRegistry meters;
    private final AlertStatus status;
    private final Attempts attempts;
    private final ChannelGate gate; // of the worker's thread
    private final Map<Delivery, DeliveryOutcome> unrecorded = new LinkedHashMap<>(); // of the worker's thread
    private final Worker worker;

    private Notifier(
            KafkaConfig kafka,
            TopicCatalog catalog,
            String member,
            Channel channel,
            ChannelRate rate,
            long sinceMillis,
            URI page,
            MeterRegistry meters) {
        this.sinceMillis = sinceMillis;
        this.kafka = kafka;
        this.catalog = catalog;
        this.member = member;
        this.channel = channel;
        this.page = page;
        this.meters = meters;
        status = new AlertStatus(channel.name(), meters);
        attempts = new Attempts(channel);
        gate = new ChannelGate(rate.perMinute(), System::nanoTime, new SplittableRandom());
        worker = Worker.start("notifier." + channel.name(), this::run, meters);
    }

    /**
     * Starts notifying.
     *
     * @param member identity of this server in the group that shares the work
     * @param channel is closed with the notifier
     * @param rate how many messages the receiver is sent
     * @param sinceMillis append time of the first alert that it notifies of when it starts for the first time; {@code
     *     Long.MAX_VALUE}: of those after the start
     * @param page where the installation's page is reached, for the links
     */
    public static Notifier start(
            KafkaConfig kafka,
            TopicCatalog catalog,
            String member,
            Channel channel,
            ChannelRate rate,
            long sinceMillis,
            URI page,
            MeterRegistry meters) {
        return new Notifier(kafka, catalog, member, channel, rate, sinceMillis, page, meters);
    }

    private void run(Worker thread) throws InterruptedException {
        try (DeliveryTopic topic = new DeliveryTopic(kafka, catalog, channel.name(), member)) {
            TopicNames names = kafka.topics();
            ReplayMark mark = new ReplayMark(
                    catalog, names.group(Topics.REPLAY_GROUP), List.of(names.telemetry(), names.events()));
            NotifierSession session = new NotifierSession(
                    channel.name(),
                    topic,
                    attempts,
                    unrecorded,
                    status,
                    gate,
                    mark,
                    page,
                    new StartOffsets(sinceMillis, Clock.systemUTC()),
                    Clock.systemUTC());
            try (GroupReader alerts = new GroupReader(
                    "notifier." + channel.name(),
                    "notifier." + channel.name(),
                    member,
                    kafka,
                    catalog,
                    List.of(kafka.topics().notifications()),
                    Map.of("max.poll.records", 100),
                    session,
                    meters)) {
                session.run(alerts, thread);
            }
        }
    }

    /** How the channel is. */
    public PartState state() {
        return status.state(worker.failure());
    }

    /** Starts no more attempts; {@link #close} waits for those under way. */
    public void stop() {
        worker.stop();
    }

    @Override
    public void close() {
        worker.close();
        attempts.close();
        channel.close();
        status.close();
    }
}
