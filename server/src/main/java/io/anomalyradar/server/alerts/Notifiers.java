package io.anomalyradar.server.alerts;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.model.control.NotifyChannel;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.Outcome;
import io.anomalyradar.server.config.Control;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Notifier} for each channel of the configuration, started and stopped as the configuration changes. The
 * channels are independent: each has a consumer group of its own, so that one that fails, is slow or waits delays no
 * other. Thread-safe.
 */
public final class Notifiers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** A channel, and how it is. */
    public record ChannelState(NotifyChannel channel, PartState state) {}

    private record Running(NotifyChannel channel, Notifier notifier) {}

    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final String member;
    private final Control control;
    private final ChannelFactory channels;
    private final MeterRegistry meters;
    private final UnaryOperator<Channel> around;
    private final Clock clock;
    private final Map<String, Running> running = new TreeMap<>(); // guarded by this
    private final Worker worker;
    private @Nullable ConfigVersion applied; // of the worker's thread

    private Notifiers(
            KafkaConfig kafka,
            TopicCatalog catalog,
            String member,
            Control control,
            ChannelFactory channels,
            UnaryOperator<Channel> around,
            MeterRegistry meters,
            Clock clock) {
        this.kafka = kafka;
        this.catalog = catalog;
        this.member = member;
        this.control = control;
        this.channels = channels;
        this.around = around;
        this.meters = meters;
        this.clock = clock;
        channels.ofRadarYaml().ifPresent(channel -> start(channel, Long.MAX_VALUE));
        worker = Worker.start("channels", this::follow, meters);
    }

    /**
     * Starts to notify.
     *
     * @param member identity of this server in the groups that share the work
     * @param around what stands around a channel: it adds to notifications, or looks on
     */
    public static Notifiers start(
            KafkaConfig kafka,
            TopicCatalog catalog,
            String member,
            Control control,
            ChannelFactory channels,
            UnaryOperator<Channel> around,
            MeterRegistry meters,
            Clock clock) {
        return new Notifiers(kafka, catalog, member, control, channels, around, meters, clock);
    }

    private void follow(Worker thread) throws InterruptedException {
        while (!thread.isStopping()) {
            ConfigVersion newest = control.current().config().newest();
            if (newest != null && !newest.equals(applied)) {
                apply(newest, control.current().config());
                applied = newest;
            }
            thread.healthy();
            thread.pause(PATIENCE);
        }
    }

    private void apply(ConfigVersion newest, ConfigTimeline timeline) {
        Map<String, NotifyChannel> wanted = new TreeMap<>();
        newest.document().alerting().channels().forEach(channel -> wanted.put(channel.id(), channel));
        channels.ofRadarYaml().ifPresent(channel -> wanted.put(channel.id(), channel));
        List<Notifier> gone = new ArrayList<>();
        synchronized (this) {
            running.values().removeIf(known -> {
                boolean stays =
                        known.channel().equals(wanted.get(known.channel().id()));
                if (!stays) {
                    gone.add(known.notifier());
                }
                return !stays;
            });
        }
        gone.forEach(Notifier::stop);
        gone.forEach(Notifier::close);
        for (NotifyChannel channel : wanted.values()) {
            start(channel, since(channel.id(), timeline));
        }
    }

    /** When the channel came into being, as far as that is known. */
    private static long since(String id, ConfigTimeline timeline) {
        long since = Long.MAX_VALUE;
        List<ConfigVersion> versions = timeline.versions();
        for (int i = versions.size() - 1; i >= 0; i--) {
            ConfigVersion version = versions.get(i);
            if (version.document().alerting().channels().stream()
                    .noneMatch(channel -> channel.id().equals(id))) {
                break;
            }
            since = version.effectiveFromMillis();
        }
        return since;
    }

    private synchronized void start(NotifyChannel channel, long sinceMillis) {
        running.computeIfAbsent(
                channel.id(),
                id -> new Running(
                        channel,
                        Notifier.start(
                                kafka,
                                catalog,
                                member,
                                around.apply(channels.open(channel)),
                                channel.rate(),
                                sinceMillis,
                                channels.page(),
                                meters)));
    }

    /** Every channel, by id. */
    public synchronized List<ChannelState> states() {
        return running.values().stream()
                .map(each -> new ChannelState(each.channel(), each.notifier().state()))
                .toList();
    }

    /** The channel with this id. */
    public synchronized Optional<NotifyChannel> channel(String id) {
        return Optional.ofNullable(running.get(id)).map(Running::channel);
    }

    /** How notifying is as a whole. */
    public PartState state() {
        List<PartState> states = states().stream().map(ChannelState::state).toList();
        if (states.isEmpty()) {
            return PartState.off("notifications", "no channel is configured, so nobody is notified of alerts");
        }
        List<PartState> down = states.stream()
                .filter(state -> state.condition() == PartState.Condition.DOWN)
                .toList();
        return down.isEmpty()
                ? PartState.up("notifications", described(states))
                : PartState.down("notifications", described(down));
    }

    private static String described(List<PartState> states) {
        return states.stream()
                .map(state -> state.name() + ": " + state.detail())
                .collect(Collectors.joining("; "));
    }

    /**
     * Sends an example through the channel, now and once: the outcome of its opening or, when that is delivered, of its
     * end. Empty: there is no such channel.
     */
    public Optional<Outcome> test(String id) {
        Running found;
        synchronized (this) {
            found = running.get(id);
        }
        if (found == null) {
            return Optional.empty();
        }
        try (Channel channel = channels.open(found.channel())) {
            ExampleAlert example = ExampleAlert.of(id, clock.millis());
            Outcome opened = channel.deliver(example.opened(channels.page()));
            return Optional.of(
                    opened instanceof Outcome.Delivered ? channel.deliver(example.ended(channels.page())) : opened);
        }
    }

    /** Starts no more attempts; {@link #close} waits for those under way. */
    public synchronized void stop() {
        running.values().forEach(each -> each.notifier().stop());
    }

    @Override
    public void close() {
        worker.close();
        synchronized (this) {
            stop();
            running.values().forEach(each -> each.notifier().close());
            running.clear();
        }
    }
}
