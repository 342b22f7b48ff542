package io.anomalyradar.server.history;

import io.anomalyradar.history.Cutoffs;
import io.anomalyradar.history.Expired;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.config.HistoryConfig.Retention;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what arrived longer ago than its retention, every hour or ten times in the retention of samples if that is
 * more often.
 */
public final class RetentionSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);
    private static final Duration LONGEST_PERIOD = Duration.ofHours(1);

    private final HistoryStore store;
    private final Retention retention;
    private final Clock clock;
    private final Counter expired;
    private final Worker worker;

    private RetentionSchedule(HistoryStore store, Retention retention, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.retention = retention;
        this.clock = clock;
        expired = Counter.builder("radar.history.expired")
                .description("Samples removed because their retention was over")
                .register(meters);
        worker = Worker.start("history-retention", this::run, meters);
    }

    public static RetentionSchedule start(HistoryStore store, Retention retention, Clock clock, MeterRegistry meters) {
        return new RetentionSchedule(store, retention, clock, meters);
    }

    private void run(Worker thread) {
        Duration tenth = retention.samples().dividedBy(10);
        Duration period = tenth.compareTo(LONGEST_PERIOD) < 0 ? tenth : LONGEST_PERIOD;
        for (thread.pause(period); !thread.isStopping(); thread.pause(period)) {
            removeExpired();
        }
    }

    private void removeExpired() {
        try {
            Expired removed = store.deleteArrivedBefore(cutoffs(clock.millis()));
            expired.increment((double) removed.samples());
            if (!removed.equals(Expired.NOTHING)) {
                LOG.info("retention removed {}", removed);
            }
        } catch (HistoryException failed) {
            LOG.warn("retention could not remove anything; it tries again later", failed);
        }
    }

    private Cutoffs cutoffs(long nowMillis) {
        return new Cutoffs(
                nowMillis - retention.samples().toMillis(),
                nowMillis - retention.minutes().toMillis(),
                nowMillis - retention.hours().toMillis(),
                nowMillis - retention.days().toMillis(),
                nowMillis - retention.anomalies().toMillis(),
                nowMillis - retention.events().toMillis());
    }

    @Override
    public void close() {
        worker.close();
    }
}
