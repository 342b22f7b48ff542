package io.anomalyradar.server.history;

import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.server.log.LogExtent;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The number of telemetry records that the pipeline has not scored, queried once a second. Within a partition the
 * pipeline's position is the newest record that came back scored, or the offset committed with its last checkpoint,
 * whichever is further: a refused or duplicate record has no score, but the checkpoint passes it.
 */
final class TelemetryLag implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final TopicCatalog catalog;
    private final String topic;
    private final String group;
    private final Map<Integer, SourcePosition> scored = new ConcurrentHashMap<>();
    private final Worker worker;
    private volatile long records;

    TelemetryLag(TopicCatalog catalog, String topic, String group, MeterRegistry meters) {
        this.catalog = catalog;
        this.topic = topic;
        this.group = group;
        Gauge.builder("radar.telemetry.lag.records", this, TelemetryLag::records)
                .description("Telemetry records not yet scored")
                .register(meters);
        worker = Worker.start("telemetry-lag", this::run, meters);
    }

    /** Takes note that the record at {@code source} came back scored. */
    void scored(SourcePosition source) {
        scored.merge(
                source.partition(),
                source,
                (known, next) -> next.topicId().equals(known.topicId()) && !next.isAfter(known) ? known : next);
    }

    /** Telemetry records not yet scored, as of a second ago. */
    long records() {
        return records;
    }

    private void run(Worker thread) throws InterruptedException {
        while (!thread.isStopping()) {
            long behind = 0;
            for (LogExtent extent : catalog.extents(List.of(topic), group)) {
                behind += Math.max(0, extent.end() - Math.max(extent.reached(), nextScored(extent)));
            }
            records = behind;
            thread.healthy();
            thread.pause(PERIOD);
        }
    }

    private long nextScored(LogExtent extent) {
        SourcePosition newest = scored.get(extent.partition().partition());
        return newest != null && newest.topicId().equals(extent.partition().topicId()) ? newest.offset() + 1 : 0;
    }

    @Override
    public void close() {
        worker.close();
    }
}
