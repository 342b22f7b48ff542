package io.anomalyradar.bus.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.model.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConfigRetentionTest {
    @Test
    void versionThatHoldsForTheOldestTelemetry_isKept() throws SettingsException {
        ConfigTimeline config = versions(5);

        assertThat(firstNeeded(config, 0)).isEqualTo(1);
        assertThat(firstNeeded(config, 3_249)).isEqualTo(2);
        assertThat(firstNeeded(config, 3_250)).isEqualTo(3);
        assertThat(firstNeeded(config, Long.MAX_VALUE)).isEqualTo(5);
    }

    @Test
    void versionsBeyondTheBound_areDeleted() throws SettingsException {
        ConfigTimeline config = versions(ConfigRetention.MAX_VERSIONS + 7);

        assertThat(firstNeeded(config, 0)).isEqualTo(8);
    }

    @Test
    void noVersion_needsNone() {
        assertThat(ConfigRetention.firstNeeded(ConfigTimeline.EMPTY, 0)).isNull();
    }

    /** Versions 1 and up, appended at 1 s, 2 s and so on. */
    private static ConfigTimeline versions(int count) throws SettingsException {
        ConfigTimeline config = ConfigTimeline.EMPTY;
        for (int i = 1; i <= count; i++) {
            config = config.with(i, i * 1_000L, ("{\"version\": " + i + "}").getBytes(StandardCharsets.UTF_8));
        }
        return config;
    }

    private static int firstNeeded(ConfigTimeline config, long oldestMillis) {
        ConfigVersion first = ConfigRetention.firstNeeded(config, oldestMillis);
        return first == null ? 0 : first.number();
    }
}
