package io.anomalyradar.model.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.model.settings.KeyCatalog;
import io.anomalyradar.model.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigJsonTest {
    private static final String TWO_OVERRIDES =
            """
            {"version": 7, "createdAtMillis": 1700000000000, "author": "ana", "comment": "hall 2 is noisy",
             "defaults": {"detector.predictive.least-score": 4.5},
             "overrides": [
               {"selector": {"device": "pump-*", "metric": "temperature", "group": "hall-2", "attributes": {"site": "?1"}},
                "settings": {"detector.predictive.least-score": 6.0, "detector.alarm.hold-off.millis": 60000}},
               {"selector": {"group": "hall-2"}, "settings": {"detector.multivariate.enabled": false}}],
             "deployed": {"detector.predictive.least-score": 4.5}}""";

    @Test
    void document_isReadAsWritten() throws SettingsException {
        ConfigDocument document = read(TWO_OVERRIDES);

        assertThat(ConfigJson.read(ConfigJson.write(document))).isEqualTo(document);
        assertThat(ConfigJson.read(ConfigJson.writePretty(document))).isEqualTo(document);
        assertThat(document.version()).isEqualTo(7);
        assertThat(document.overrides()).hasSize(2);
    }

    @Test
    void absentDefaults_areThoseOfTheRelease() throws SettingsException {
        ConfigDocument document = read("{}");

        assertThat(document.defaults().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        KeyCatalog.DETECTOR.byName().keySet());
        assertThat(DeviceSettings.of(document, "d", Placement.NONE).detector("m"))
                .isEqualTo(DetectorConfig.DEFAULT);
    }

    @Test
    void overrides_applyInOrderToTheSeriesThatTheySelect() throws SettingsException {
        ConfigDocument document = read(TWO_OVERRIDES);
        Placement hall = new Placement("hall-2", Map.of("site", "B1"));

        DeviceSettings inside = DeviceSettings.of(document, "pump-3", hall);
        DeviceSettings elsewhere = DeviceSettings.of(document, "pump-3", new Placement("hall-1", Map.of("site", "B1")));

        assertThat(inside.detector("temperature").method().threshold()).isEqualTo(6);
        assertThat(inside.detector("temperature").alarm().holdOff().millis()).isEqualTo(60_000);
        assertThat(inside.detector("pressure").method().threshold()).isEqualTo(4.5);
        assertThat(inside.joint().enabled()).isFalse();
        assertThat(elsewhere.detector("temperature").method().threshold()).isEqualTo(4.5);
        assertThat(elsewhere.joint().enabled()).isTrue();
    }

    @Test
    void overrideThatContradictsAnother_isLeftOut() throws SettingsException {
        ConfigDocument document = read(
                """
                {"overrides": [{"settings": {"detector.warm-up": 1000}}, {"settings": {"detector.window": 500}},
                 {"settings": {"detector.predictive.least-score": 9}}]}""");

        DetectorConfig settings =
                DeviceSettings.of(document, "d", Placement.NONE).detector("m");

        assertThat(settings.warmUp()).isEqualTo(1_000);
        assertThat(settings.window()).isEqualTo(DetectorConfig.DEFAULT.window());
        assertThat(settings.method().threshold()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | a configuration is a JSON object",
                "{\"defaults\": | line 1, column",
                "{\"version\": -1} | version must be from 0 to 2147483647, was -1",
                "{\"overides\": []} | 'overides' is not a field",
                "{\"version\": 1, \"version\": 2} | Duplicate field 'version'",
                "{\"defaults\": {\"detector.windw\": 5}} | line 1, column 15: detector.windw is not a setting; detector.window is",
                "{\"defaults\": {\"detector.window\": \"600\"}} | detector.window is '600', which is not accepted; set a whole",
                "{\"defaults\": {\"detector.window\": 5}} | detector.window is '5', which is not accepted; set a whole number from 8",
                "{\"defaults\": {\"detector.window\": 1e9}} | detector.window is '1e9', which is not accepted",
                "{\"defaults\": {\"detector.window\": null}} | detector.window is 'null', which is not accepted",
                "{\"defaults\": {\"detector.window\": [1]}} | detector.window is '[', which is not accepted",
                "{\"defaults\": {\"detector.warm-up\": 2000}} | defaults: detector.warm-up must be in [2, 1200], was 2000",
                "{\"overrides\": [{\"settings\": {}}]} | an override must set at least one key",
                "{\"overrides\": [{\"settings\": {\"detector.method\": \"guess\"}}]} | one of zscore, predictive, robust-zscore",
                "{\"overrides\": [{\"selector\": {\"metric\": \"\"}}]} | metric must not be empty",
                "{\"overrides\": [{\"selector\": {\"tenant\": \"x\"}}]} | 'tenant' is not a field",
                "{\"overrides\": [{\"selector\": {\"metric\": \"m\"}, \"settings\": {\"detector.multivariate.hold\": 1}}]} | overrides[0]: detector.multivariate.hold applies to a device as a whole",
                "{\"overrides\": [{\"settings\": {\"detector.warm-up\": 2000}}]} | overrides[0]: detector.warm-up must be in",
                "{} {} | something follows the document",
                "{\"author\": \"a\\nb\"} | author has a line break",
                "{\"author\": \"\\ud800\"} | author has an unpaired surrogate",
                "{\"comment\": \"a\\u202eb\"} | comment has a character at index 1 that changes the order",
            })
    void documentThatCannotBeUsed_isRefusedWithPlaceAndRemedy(String text, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining(message);
    }

    @Test
    void tooManyOverrides_areRefused() {
        String override = "{\"settings\": {\"detector.window\": 600}},";
        String text = "{\"overrides\": [" + override.repeat(1_000) + "{\"settings\": {\"detector.window\": 600}}]}";

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("1001 overrides, at most 1000");
    }

    private static ConfigDocument read(String text) throws SettingsException {
        return ConfigJson.read(text.getBytes(UTF_8));
    }
}
