package io.anomalyradar.pipeline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Method;
import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.alarm.HoldOff;
import io.anomalyradar.detector.alarm.Relevance;
import io.anomalyradar.detector.budget.BudgetConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.zscore.ZScoreConfig;
import io.anomalyradar.model.config.PipelineConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSettingsTest {
    @Test
    void detectorSettings_haveOneKeyPerIdea() {
        Map<String, String> settings = new LinkedHashMap<>();

        RecordSettings.write("detector", DetectorConfig.DEFAULT, settings);

        assertThat(settings)
                .containsEntry("detector.method", "ensemble")
                .containsEntry("detector.ensemble.threshold", "3.8")
                .containsEntry("detector.alarm.hold-off.millis", "43200000")
                .containsEntry("detector.alarm.relevance.direction", "both")
                .containsEntry("detector.window", "1200")
                .containsEntry("detector.warm-up", "32")
                .doesNotContainKey("detector.zscore.spike-threshold")
                .containsEntry("detector.alarm.end-after", "5");
    }

    @Test
    void settings_areReadAsWritten() {
        ZScoreConfig zscore = new ZScoreConfig(3.1, 1e-9 + 0.1, 17.25, 0.30000000000000004, 7);
        Relevance relevance = new Relevance(Relevance.Direction.BELOW, 0.25, 12.5, 90_000);
        AlarmConfig alarm = new AlarmConfig(2, 4, 3, 8.5, 1.1, 6, new HoldOff(5_000_000_000L, 3, 8), relevance);
        DetectorConfig config =
                new DetectorConfig(zscore, 99, 9, alarm, new BudgetConfig(2.5, BudgetConfig.Scope.FLEET, 77, false));
        Map<String, String> settings = new HashMap<>();

        RecordSettings.write("detector", config, settings);

        assertThat(RecordSettings.read("detector", DetectorConfig.DEFAULT, settings))
                .isEqualTo(config);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void settingsOfEveryMethod_areReadAsWritten(Method method) {
        DetectorConfig config = DetectorConfig.DEFAULT.withMethod(method.defaults());
        Map<String, String> settings = new HashMap<>();

        RecordSettings.write("detector", config, settings);

        assertThat(settings).containsEntry("detector.method", method.key());
        assertThat(RecordSettings.read("detector", DetectorConfig.DEFAULT, settings))
                .isEqualTo(config);
    }

    @Test
    void settingsOfAnotherMethodThanAsked_areNotRead() {
        Map<String, String> given = Map.of("detector.zscore.spike-threshold", "5", "detector.ensemble.threshold", "4");

        DetectorConfig read = RecordSettings.read("detector", DetectorConfig.DEFAULT, given);

        assertThat(read.method().threshold()).isEqualTo(4);
    }

    @Test
    void flags_areReadAsWritten_andNothingElse() {
        JointConfig off = new JointConfig(false, 3, 32, 10, 5, 2.5);
        Map<String, String> settings = new HashMap<>();

        RecordSettings.write("detector.multivariate", off, settings);

        assertThat(settings).containsEntry("detector.multivariate.enabled", "false");
        assertThat(RecordSettings.read("detector.multivariate", JointConfig.DEFAULT, settings))
                .isEqualTo(off);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSettings.read("j", JointConfig.DEFAULT, Map.of("j.enabled", "yes")))
                .withMessage("j.enabled must be true or false, was 'yes'");
    }

    @Test
    void settingsNotGiven_areTheDefaults() {
        Map<String, String> given = Map.of("pipeline.state-ttl", "12h");

        PipelineConfig read = RecordSettings.read("pipeline", PipelineConfig.DEFAULT, given);

        assertThat(read.stateTtl()).isEqualTo(Duration.ofHours(12));
        assertThat(read.windowIdle()).isEqualTo(PipelineConfig.DEFAULT.windowIdle());
    }

    @ParameterizedTest
    @CsvSource({
        "detector.window, many, detector.window must be a whole number",
        "detector.window, 5, 'detector.window must be in [8, 100000], was 5'",
        "detector.ensemble.threshold, NaN, 'detector.ensemble.threshold must be in [1'",
        "detector.ensemble.threshold, x, detector.ensemble.threshold must be a number",
        "detector.alarm.unusual, 9, detector.alarm.unusual must be in",
        "detector.method, guess, 'detector.method must be one of zscore, ensemble, robust-zscore, '"
    })
    void valueThatCannotBe_isRefusedWithItsKey(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSettings.read("detector", DetectorConfig.DEFAULT, Map.of(key, value)))
                .withMessageStartingWith(message)
                .withMessageContaining(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10 s", "-1s", "", "1w", "PT10S", "9999999999999999s"})
    void textThatIsNoDuration_isRefusedWithTheForm(String text) {
        Map<String, String> given = Map.of("pipeline.window-idle", text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSettings.read("pipeline", PipelineConfig.DEFAULT, given))
                .withMessageContaining("pipeline.window-idle must be a duration, was '" + text + "'")
                .withMessageContaining("250ms, 10s, 5m, 12h or 7d");
    }

    @ParameterizedTest
    @CsvSource({"0, 0ms", "250, 250ms", "1500, 1500ms", "10000, 10s", "300000, 5m", "43200000, 12h", "604800000, 7d"})
    void duration_isWrittenInItsLargestUnitAndReadBack(long millis, String text) {
        assertThat(DurationText.of(Duration.ofMillis(millis))).isEqualTo(text);
        assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }
}
