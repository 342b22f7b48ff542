package io.anomalyradar.server.alerts;

import io.anomalyradar.notify.Outcome;
import io.anomalyradar.server.health.PartState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators see of the notifier: counters, log lines and the state of the channel. Thread-safe. */
final class AlertStatus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertStatus.class);

    private static final long WARNING_PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String channel;
    private final Map<DeliveryState, Counter> settled = new EnumMap<>(DeliveryState.class);
    private final Counter retries;
    private final Counter unreadable;
    private final Counter outdated;
    private final Counter replayed;
    private final MeterRegistry meters;
    private final Gauge gauge;
    private volatile int waiting;
    /** Why the newest attempt failed; null when it did not. */
    private volatile @Nullable String failure;
    /** The newest notification that was given up, and how many there are since the start; null: none. */
    private volatile @Nullable String givenUp;

    private long warnedNanos = System.nanoTime() - WARNING_PERIOD_NANOS;
    private long givenUpCount; // of the notifier's thread, which alone settles

    AlertStatus(String channel, MeterRegistry meters) {
        this.channel = channel;
        for (DeliveryState state : DeliveryState.values()) {
            if (state.isFinal()) {
                settled.put(
                        state,
                        Counter.builder("radar.alerts.notifications")
                                .description("Notifications that came to a final state")
                                .tag("fate", state.word())
                                .tag("channel", channel)
                                .register(meters));
            }
        }
        retries =
                counter(meters, channel, "radar.alerts.retries", "Attempts to deliver that failed and are made again");
        unreadable =
                counter(meters, channel, "radar.alerts.unreadable", "Records of radar.alerts that could not be read");
        outdated = counter(
                meters,
                channel,
                "radar.alerts.outdated",
                "Alerts of which nobody was notified because their telemetry is more than a day old");
        replayed = counter(
                meters,
                channel,
                "radar.alerts.replayed",
                "Alerts of which nobody was notified because the pipeline read their telemetry a second time");
        this.meters = meters;
        gauge = Gauge.builder("radar.alerts.waiting", this, status -> status.waiting)
                .description("Notifications that are not delivered yet")
                .tag("channel", channel)
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String channel, String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("channel", channel)
                .register(meters);
    }

    /** The channel is gone; another one may have its name later. */
    @Override
    public void close() {
        meters.remove(gauge);
    }

    void waiting(int notifications) {
        waiting = notifications;
    }

    void unreadable() {
        unreadable.increment();
    }

    void outdated() {
        outdated.increment();
    }

    void attempted(Outcome outcome) {
        String before = failure;
        failure = outcome instanceof Outcome.Delivered ? null : outcome.reason();
        if (outcome instanceof Outcome.Retryable || outcome instanceof Outcome.OutcomeUnknown) {
            retries.increment();
        }
        String now = failure;
        if (now != null && before == null && System.nanoTime() - warnedNanos > WARNING_PERIOD_NANOS) {
            warnedNanos = System.nanoTime();
            LOG.warn("the {} does not take notifications: {}; they are tried again", channel, now);
        }
    }

    void settled(Delivery delivery, DeliveryOutcome verdict) {
        DeliveryState state = verdict.state();
        Counter counter = settled.get(state);
        if (counter != null) {
            counter.increment();
        }
        if (state == DeliveryState.REPLAYED) {
            replayed.increment();
        }
        if (state == DeliveryState.DELIVERED || state == DeliveryState.REPLAYED) {
            return;
        }
        String device = delivery.notification().alert().device();
        givenUpCount++;
        givenUp = givenUpCount + " given up since the start, the newest of device " + device + " (" + verdict.reason()
                + ")";
        LOG.error(
                "notification {} of device {} is given up after {} attempts: {}. See that the receiver of the {} runs"
                        + " and is configured right; the alert itself is in the inbox",
                delivery.notification().idempotencyKey(),
                device,
                delivery.failures() + (state == DeliveryState.EXPIRED ? 0 : 1),
                verdict.reason(),
                channel);
    }

    /** The state of the channel, given why the notifier itself does not run, if so. */
    PartState state(Optional<String> broken) {
        if (broken.isPresent()) {
            return PartState.down(channel, broken.get());
        }
        String lost = givenUp;
        String detail = waiting + " notifications wait" + (lost == null ? "" : "; " + lost);
        String failed = failure;
        return failed == null
                ? PartState.up(channel, detail)
                : PartState.down(channel, failed + "; " + detail + "; what waits is tried again for a day");
    }
}
