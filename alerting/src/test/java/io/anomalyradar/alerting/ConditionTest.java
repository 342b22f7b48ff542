package io.anomalyradar.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.control.Placement;
import io.anomalyradar.model.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final Placement HALL = new Placement("hall-2", Map.of("site", "north"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anomaly.actual > 90.0",
                "anomaly.actual - anomaly.upper > 20.0 && metric == 'temperature'",
                "anomaly.severity == 'CRITICAL' || anomaly.kind in ['SPIKE', 'DIP']",
                "device.group.startsWith('hall') && device.attributes['site'] == 'north'",
                "device.name.matches('pump-[0-9]+') && anomaly.samples >= 3 && anomaly.open",
            })
    void holds(String text) throws SettingsException {
        assertThat(Condition.of(text).holds(Anomalies.open("a", Severity.WARNING), HALL, NewestEvent.NONE))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anomaly.actual > 100.0",
                "device.attributes['floor'] == '3'", // an attribute that the device lacks
                "anomaly.samples / 0 > 1",
            })
    void doesNotHold(String text) throws SettingsException {
        assertThat(Condition.of(text).holds(Anomalies.open("a", Severity.WARNING), HALL, NewestEvent.NONE))
                .isFalse();
    }

    @Test
    void notTyped_isRefusedWithItsPlace() {
        assertThatThrownBy(() -> Condition.of("anomaly.actual > 90.0 &&\n  anomaly.kind > 3"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("line 2, column 16");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anomaly.actual >",
                "anomaly.colour == 'red'",
                "anomaly.score", // not true or false
                "[1, 2].all(x, x > 0)", // no macros: no loops
            })
    void notAnExpression_isRefused(String text) {
        assertThatThrownBy(() -> Condition.of(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("line 1");
    }

    @Test
    void deepNesting_isRefused() {
        assertThatThrownBy(() -> Condition.of("(".repeat(500) + "true" + ")".repeat(500)))
                .isInstanceOf(SettingsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event.type == 'maintenance' && event.ageMillis < 3600000",
                "event.attributes.by == 'ann' && event.attributes.hours <= 2.0",
                "!(event.type == 'deploy')",
            })
    void newestEventOfTheDevice_isAVariable(String text) throws SettingsException {
        NewestEvent maintenance = new NewestEvent("maintenance", Map.of("by", "ann", "hours", 2.0), 60_000);
        Condition condition = Condition.of(text);

        assertThat(condition.readsEvents()).isTrue();
        assertThat(condition.holds(Anomalies.open("a", Severity.WARNING), HALL, maintenance))
                .isTrue();
    }
}
