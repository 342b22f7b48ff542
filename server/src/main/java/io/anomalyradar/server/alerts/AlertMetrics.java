package io.anomalyradar.server.alerts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts what people are told. */
final class AlertMetrics {
    private final Map<Fate, Counter> fates = new EnumMap<>(Fate.class);
    private final Counter retries;
    private final Counter unreadable;

    AlertMetrics(MeterRegistry meters) {
        for (Fate fate : Fate.values()) {
            fates.put(
                    fate,
                    Counter.builder("radar.alerts.notifications")
                            .description("Notifications settled")
                            .tag("fate", fate.word())
                            .register(meters));
        }
        retries = Counter.builder("radar.alerts.retries")
                .description("Attempts to deliver that failed and are made again")
                .register(meters);
        unreadable = Counter.builder("radar.alerts.unreadable")
                .description("Records of radar.anomalies that could not be read")
                .register(meters);
    }

    void settled(Fate fate) {
        Counter counter = fates.get(fate);
        if (counter != null) {
            counter.increment();
        }
    }

    void retried() {
        retries.increment();
    }

    void unreadable() {
        unreadable.increment();
    }
}
