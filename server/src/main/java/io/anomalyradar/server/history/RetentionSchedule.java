package io.anomalyradar.server.history;

import io.anomalyradar.history.Expired;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes data that arrived before the retention period, every hour or ten times per retention period if that is more
 * often.
 */
public final class RetentionSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);
    private static final Duration LONGEST_PERIOD = Duration.ofHours(1);

    private final HistoryStore store;
    private final Duration retention;
    private final Clock clock;
    private final Counter expired;
    private final Worker worker;

    private RetentionSchedule(HistoryStore store, Duration retention, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.retention = retention;
        this.clock = clock;
        expired = Counter.builder("radar.history.expired")
                .description("Samples removed because their retention was over")
                .register(meters);
        worker = Worker.start("history-retention", this::run, meters);
    }

    public static RetentionSchedule start(HistoryStore store, Duration retention, Clock clock, MeterRegistry meters) {
        return new RetentionSchedule(store, retention, clock, meters);
    }

    private void run(Worker thread) {
        Duration tenth = retention.dividedBy(10);
        Duration period = tenth.compareTo(LONGEST_PERIOD) < 0 ? tenth : LONGEST_PERIOD;
        for (thread.pause(period); !thread.isStopping(); thread.pause(period)) {
            removeExpired();
        }
    }

    private void removeExpired() {
        try {
            Expired removed = store.deleteArrivedBefore(clock.millis() - retention.toMillis());
            expired.increment((double) removed.samples());
            if (removed.samples() > 0) {
                LOG.info("retention of {} removed {}", retention, removed);
            }
        } catch (HistoryException failed) {
            LOG.warn("retention could not remove anything; it tries again later", failed);
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
