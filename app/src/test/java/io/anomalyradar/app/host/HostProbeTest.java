package io.anomalyradar.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.Frame;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostProbeTest {
    @Test
    void measurement_isAPlausibleFrameOfThisMachine() {
        HostProbe probe = new HostProbe();
        probe.measure(0, System.nanoTime());

        Frame frame = probe.measure(1_700_000_000_000L, System.nanoTime());

        assertThat(frame.device()).isEqualTo(probe.device()).isNotBlank().doesNotStartWith("_");
        assertThat(frame.timestampMillis()).isEqualTo(1_700_000_000_000L);
        assertThat(frame.attributes().type()).isEqualTo("host");
        Map<String, Double> measured = byMetric(frame);
        assertThat(measured).containsKeys("memory.used-bytes", "memory.available-bytes", "swap.used-bytes");
        assertThat(measured.get("cpu.percent")).isBetween(0.0, 100.0);
        assertThat(measured.get("memory.used-bytes")).isPositive();
        assertThat(measured.get("processes")).isGreaterThanOrEqualTo(1);
        assertThat(measured.values())
                .allSatisfy(value -> assertThat(value).isFinite().isNotNegative());
    }

    private static Map<String, Double> byMetric(Frame frame) {
        Map<String, Double> values = new TreeMap<>();
        for (int i = 0; i < frame.size(); i++) {
            values.put(frame.metric(i), frame.value(i));
        }
        return values;
    }
}
