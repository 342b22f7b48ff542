package io.anomalyradar.server.health;

import io.anomalyradar.notify.HttpSender;
import io.anomalyradar.notify.HttpTarget;
import io.anomalyradar.notify.Outcome;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sender's side of a dead man's switch: calls an address regularly while this server sees everything. The receiver
 * raises the alarm when a call is overdue, so that a radar that is blind, or gone, is noticed by somebody.
 */
public final class AliveSignal implements AutoCloseable {
    /** Between two calls. */
    public static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(AliveSignal.class);
    /** Until the server sees everything again, which is then reported soon. */
    private static final Duration BLIND_PAUSE = Duration.ofSeconds(5);

    private static final String NAME = "alive-signal";
    private static final String SETTING = "alerts.alive-url";

    private final @Nullable HttpTarget target;
    private final HttpSender sender;
    private final Duration interval;
    private final MeterRegistry meters;
    private final Counter accepted;
    private final Counter failed;
    private volatile @Nullable Worker worker;
    private volatile PartState state;

    /**
     * Calls {@code url}, once it is started.
     *
     * @param url null: there is nobody to call
     * @param timeout of one call
     */
    public AliveSignal(@Nullable URI url, Duration timeout, Duration interval, MeterRegistry meters) {
        this.interval = interval;
        this.meters = meters;
        target = url == null ? null : new HttpTarget(url, SETTING, SETTING);
        state = url == null
                ? PartState.off(NAME, "no dead man's switch is configured: nobody learns that the radar is blind")
                : PartState.starting(NAME, "the dead man's switch has not been called yet");
        sender = new HttpSender(timeout);
        accepted = counter("accepted", meters);
        failed = counter("failed", meters);
    }

    /** Calls from now on, while {@code readiness} is ready. */
    public void start(Supplier<Readiness> readiness) {
        HttpTarget receiver = target;
        if (receiver != null) {
            worker = Worker.start(NAME, thread -> run(thread, receiver, readiness), meters);
        }
    }

    private static Counter counter(String outcome, MeterRegistry meters) {
        return Counter.builder("radar.alive.signals")
                .description("Calls of the dead man's switch")
                .tag("outcome", outcome)
                .register(meters);
    }

    /** Whether the receiver took the newest call. */
    public PartState state() {
        return state;
    }

    private void run(Worker thread, HttpTarget receiver, Supplier<Readiness> readiness) {
        while (!thread.isStopping()) {
            boolean ready = readiness.get().ready();
            if (ready) {
                call(receiver);
            }
            thread.healthy();
            thread.pause(ready || interval.compareTo(BLIND_PAUSE) < 0 ? interval : BLIND_PAUSE);
        }
    }

    private void call(HttpTarget receiver) {
        Outcome outcome = sender.post(receiver, Map.of(), "");
        if (outcome instanceof Outcome.Delivered) {
            accepted.increment();
            if (state.condition() == PartState.Condition.DOWN) {
                LOG.info("the dead man's switch answers again");
            }
            state = PartState.up(NAME, "the dead man's switch took the newest call");
            return;
        }
        failed.increment();
        String reason = "the dead man's switch did not take the newest call (" + outcome.reason() + "): see " + SETTING;
        if (state.condition() != PartState.Condition.DOWN) {
            LOG.error("{}; it is called again every {} s", reason, interval.toSeconds());
        }
        state = PartState.down(NAME, reason);
    }

    @Override
    public void close() {
        Worker running = worker;
        if (running != null) {
            running.close();
        }
    }
}
