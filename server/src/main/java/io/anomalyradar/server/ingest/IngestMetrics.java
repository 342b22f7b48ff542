package io.anomalyradar.server.ingest;

import io.anomalyradar.model.telemetry.RefusalCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts what came in over HTTP. */
final class IngestMetrics {
    private final Counter frames;
    private final Counter samples;
    private final Counter unacknowledged;
    private final Map<RefusalCode, Counter> refusals = new EnumMap<>(RefusalCode.class);

    IngestMetrics(MeterRegistry meters) {
        frames = Counter.builder("radar.ingest.frames")
                .description("Frames acknowledged by the broker")
                .register(meters);
        samples = Counter.builder("radar.ingest.samples")
                .description("Samples acknowledged by the broker")
                .register(meters);
        unacknowledged = Counter.builder("radar.ingest.unacknowledged")
                .description("Frames that the broker did not acknowledge in time")
                .register(meters);
        for (RefusalCode code : RefusalCode.values()) {
            refusals.put(
                    code,
                    Counter.builder("radar.ingest.refusals")
                            .description("Frames and samples refused at HTTP")
                            .tag("code", code.name())
                            .register(meters));
        }
    }

    void refused(TelemetryBatch batch) {
        batch.refusals().forEach((code, count) -> {
            Counter counter = refusals.get(code);
            if (counter != null) {
                counter.increment(count);
            }
        });
    }

    void acknowledged(TelemetryBatch batch) {
        frames.increment(batch.accepted().size());
        samples.increment(batch.samples());
    }

    void unacknowledged(Published.Unacknowledged outcome) {
        frames.increment(outcome.acknowledged());
        unacknowledged.increment((double) outcome.unknown() + outcome.notSent());
    }
}
