package io.anomalyradar.server.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** What {@code /ready} says, as metrics. */
final class HealthMeters {
    private final MultiGauge ready;
    private final MultiGauge parts;

    HealthMeters(MeterRegistry meters) {
        ready = MultiGauge.builder("radar.ready")
                .description("1: a reading posted now would be acknowledged, scored and stored")
                .register(meters);
        parts = MultiGauge.builder("radar.part.up")
                .description("1: the part is up, or not configured; 0: it is starting or down")
                .register(meters);
    }

    /** Takes over {@code readiness}, before the metrics are read. */
    void update(Readiness readiness) {
        ready.register(List.of(MultiGauge.Row.of(Tags.empty(), readiness.ready() ? 1 : 0)), true);
        parts.register(
                readiness.parts().stream()
                        .map(part -> MultiGauge.Row.of(Tags.of("part", part.name()), isUp(part) ? 1 : 0))
                        .toList(),
                true);
    }

    private static boolean isUp(PartState part) {
        return part.condition() == PartState.Condition.UP || part.condition() == PartState.Condition.OFF;
    }
}
