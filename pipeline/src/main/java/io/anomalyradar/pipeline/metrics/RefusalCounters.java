package io.anomalyradar.pipeline.metrics;

import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Refused records and samples by code: {@code radar.code.NON_FINITE.rejects}. All codes are registered from the start.
 */
public final class RefusalCounters {
    private final Map<RefusalCode, Counter> byCode = new EnumMap<>(RefusalCode.class);

    public RefusalCounters(MetricGroup radar) {
        for (RefusalCode code : RefusalCode.values()) {
            byCode.put(code, radar.addGroup("code", code.name()).counter("rejects"));
        }
    }

    public void count(List<Refusal> refusals) {
        for (Refusal refusal : refusals) {
            Counter counter = byCode.get(refusal.code());
            if (counter != null) {
                counter.inc();
            }
        }
    }
}
