package io.anomalyradar.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.anomalyradar.alerting.RuleBacktest.Fired;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Area;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.Placement;
import io.anomalyradar.model.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleBacktestTest {
    private static final long END = 1_000_000;

    @Test
    void for_leavesOutWhatIsShorter_andKeepFiring_joinsWhatComesBack() {
        AlertRules rules = rules("{\"id\": \"slow\", \"for\": \"10s\", \"keepFiring\": \"30s\"}");

        List<Fired> fired = RuleBacktest.of(
                rules,
                List.of(
                        anomaly("short", "pump-1", 0, 9_000L),
                        anomaly("long", "pump-1", 100_000, 120_000L),
                        anomaly("again", "pump-1", 130_000, 150_000L),
                        anomaly("open", "pump-2", 900_000, null)),
                device -> Placement.NONE,
                END);

        assertThat(fired)
                .extracting(Fired::device, Fired::firedMillis, Fired::resolvedMillis)
                .containsExactly(tuple("pump-1", 110_000L, 180_000L), tuple("pump-2", 910_000L, 0L));
    }

    @Test
    void selectorAndCondition_lookAtTheRegistryOfNow() {
        AlertRules rules = rules("{\"id\": \"hall\", \"severity\": \"high\", \"selector\": {\"group\": \"hall-2\"},"
                + " \"condition\": \"anomaly.actual > 90.0\"}");

        List<Fired> fired = RuleBacktest.of(
                rules,
                List.of(anomaly("a", "pump-1", 0, 9_000L), anomaly("b", "pump-2", 0, 9_000L)),
                device -> new Placement(device.equals("pump-1") ? "hall-2" : "hall-3", Map.of()),
                END);

        assertThat(fired).singleElement().satisfies(one -> {
            assertThat(one.device()).isEqualTo("pump-1");
            assertThat(one.severity()).isEqualTo(AlertSeverity.HIGH);
            assertThat(one.channels()).containsExactly("webhook");
        });
    }

    @Test
    void sameAnomalies_fireAsTheLiveLifeCycleDoes() { // prometheus#1154, grafana#53443
        AlertRules rules = rules("{\"id\": \"slow\", \"for\": \"3s\", \"keepFiring\": \"2s\"}");
        List<Anomaly> anomalies = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            anomalies.add(anomaly("a" + i, "pump-1", i * 10_000L, i * 10_000L + 1_000 + (i * 7_919L) % 80 * 100));
        }
        List<Long> live = new ArrayList<>();
        DeviceAlerts alerts = new DeviceAlerts(List.of(), alert -> fired(alert, live));
        InForce inForce = new InForce(rules, Placement.NONE, Area.FLEET, List.of());
        for (long now = 0, next = 0;
                now <= 3_000_000;
                now += 100, next = alerts.nextDueMillis().orElse(Long.MAX_VALUE)) {
            if (next <= now) {
                alerts.advance(inForce, now);
            }
            if (now % 10_000 == 0 && now < 3_000_000) {
                alerts.onAnomaly(anomalies.get((int) (now / 10_000)).in(AnomalyState.OPEN), inForce, now);
            }
            int index = (int) Math.min(299, now / 10_000);
            if (Long.valueOf(now).equals(anomalies.get(index).endMillis())) {
                alerts.onAnomaly(anomalies.get(index).in(AnomalyState.ENDED), inForce, now);
            }
        }

        List<Fired> fired = RuleBacktest.of(rules, anomalies, device -> Placement.NONE, 3_000_000);

        assertThat(fired).hasSizeGreaterThan(20).extracting(Fired::firedMillis).isEqualTo(live);
    }

    private static void fired(Alert alert, List<Long> millis) {
        if (alert.state() == AlertState.FIRING && alert.timeline().size() == 2) {
            millis.add(alert.changedMillis());
        }
    }

    private static AlertRules rules(String rule) {
        try {
            return AlertRules.of(ConfigJson.read(("{\"rules\": [" + rule + "]}").getBytes(StandardCharsets.UTF_8))
                    .alerting());
        } catch (SettingsException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static Anomaly anomaly(String id, String device, long start, @Nullable Long end) {
        Anomaly open = Anomalies.of(id, device, "temperature", AnomalyState.ENDED, Severity.WARNING, "SPIKE");
        return new Anomaly(
                open.id(),
                open.revision(),
                device,
                open.metric(),
                end == null ? AnomalyState.OPEN : AnomalyState.ENDED,
                open.severity(),
                open.kind(),
                start,
                end,
                open.peak(),
                open.samples(),
                open.explanation(),
                open.source(),
                open.appendTimeMillis(),
                open.configVersion(),
                open.attributes(),
                open.contributions());
    }
}
