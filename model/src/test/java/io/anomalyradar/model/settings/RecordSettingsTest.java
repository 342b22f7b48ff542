package io.anomalyradar.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Method;
import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.alarm.HoldOff;
import io.anomalyradar.detector.alarm.Relevance;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.method.ZScoreConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.config.PipelineConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordSettingsTest {
    @Test
    void detectorSettings_haveOneKeyPerIdea() {
        Map<String, Object> settings = new LinkedHashMap<>();

        RecordSettings.write("detector", DetectorConfig.DEFAULT, settings);

        assertThat(settings)
                .containsEntry("detector.method", Method.PREDICTIVE)
                .containsEntry("detector.predictive.least-score", 3.0)
                .containsEntry("detector.alarm.hold-off.millis", 0L)
                .containsEntry("detector.alarm.relevance.direction", Relevance.Direction.BOTH)
                .containsEntry("detector.window", 1_200)
                .containsEntry("detector.warm-up", 60)
                .doesNotContainKey("detector.zscore.spike-threshold")
                .containsEntry("detector.alarm.end-after", 5);
    }

    @Test
    void settings_areReadAsWritten() {
        ZScoreConfig zscore = new ZScoreConfig(3.1, 1e-9 + 0.1, 17.25, 0.30000000000000004, 7);
        Relevance relevance = new Relevance(Relevance.Direction.BELOW, 0.25, 12.5, 90_000);
        AlarmConfig alarm = new AlarmConfig(2, 4, 3, 8.5, 1.1, 6, new HoldOff(5_000_000_000L, 3, 8), relevance);
        DetectorConfig config =
                new DetectorConfig(zscore, 99, 9, alarm, new BudgetConfig(2.5, BudgetConfig.Scope.FLEET, 77, false));
        Map<String, Object> settings = new HashMap<>();

        RecordSettings.write("detector", config, settings);

        assertThat(RecordSettings.read("detector", DetectorConfig.DEFAULT, settings))
                .isEqualTo(config);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void settingsOfEveryMethod_areReadAsWritten(Method method) {
        DetectorConfig config = DetectorConfig.DEFAULT.withMethod(method.defaults());
        Map<String, Object> settings = new HashMap<>();

        RecordSettings.write("detector", config, settings);

        assertThat(settings).containsEntry("detector.method", method);
        assertThat(RecordSettings.read("detector", DetectorConfig.DEFAULT, settings))
                .isEqualTo(config);
    }

    @Test
    void settingsOfAnotherMethodThanAsked_areNotRead() {
        Map<String, Object> given =
                Map.of("detector.zscore.spike-threshold", 5.0, "detector.predictive.least-score", 4.0);

        DetectorConfig read = RecordSettings.read("detector", DetectorConfig.DEFAULT, given);

        assertThat(read.method().threshold()).isEqualTo(4);
    }

    @Test
    void flags_areReadAsWritten_andNothingElse() {
        JointConfig off = new JointConfig(false, 3, 32, 10, 5, 2.5);
        Map<String, Object> settings = new HashMap<>();

        RecordSettings.write("detector.multivariate", off, settings);

        assertThat(settings).containsEntry("detector.multivariate.enabled", false);
        assertThat(RecordSettings.read("detector.multivariate", JointConfig.DEFAULT, settings))
                .isEqualTo(off);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSettings.read("j", JointConfig.DEFAULT, Map.of("j.enabled", "yes")))
                .withMessageStartingWith("j.enabled must be a value of type Boolean, was 'yes'");
    }

    @Test
    void settingsNotGiven_areTheDefaults() {
        Map<String, Object> given = Map.of("pipeline.state-ttl", Duration.ofHours(12));

        PipelineConfig read = RecordSettings.read("pipeline", PipelineConfig.DEFAULT, given);

        assertThat(read.stateTtl()).isEqualTo(Duration.ofHours(12));
        assertThat(read.windowIdle()).isEqualTo(PipelineConfig.DEFAULT.windowIdle());
    }

    @Test
    void valueThatCannotBe_isRefusedWithItsKey() {
        assertRefused("detector.window", 5, "detector.window must be in [8, 100000], was 5");
        assertRefused("detector.predictive.least-score", Double.NaN, "detector.predictive.least-score must be in [1");
        assertRefused("detector.alarm.unusual", 9, "detector.alarm.unusual must be in");
        assertRefused("detector.window", "5", "detector.window must be a value of type Integer, was '5'");
    }

    private static void assertRefused(String key, Object value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSettings.read("detector", DetectorConfig.DEFAULT, Map.of(key, value)))
                .withMessageStartingWith(message);
    }
}
