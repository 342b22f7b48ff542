package io.anomalyradar.model.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.anomalyradar.model.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigTimelineTest {
    @Test
    void version_holdsFromItsAppendTimePlusTheGrace() throws SettingsException {
        ConfigTimeline timeline =
                ConfigTimeline.EMPTY.with(0, 1_000, version(1, "first")).with(1, 5_000, version(2, "second"));

        assertThat(numberAt(timeline, 5_249)).isEqualTo(1);
        assertThat(numberAt(timeline, 5_250)).isEqualTo(2);
    }

    @Test
    void telemetryOlderThanAllVersions_hasTheOldest() throws SettingsException {
        ConfigTimeline timeline = ConfigTimeline.EMPTY.with(9, 1_000, version(4, "oldest kept"));

        assertThat(numberAt(timeline, 0)).isEqualTo(4);
    }

    @Test
    void ofTwoRecordsWithOneNumber_theFirstWins() throws SettingsException {
        ConfigTimeline timeline =
                ConfigTimeline.EMPTY.with(0, 1_000, version(1, "base")).with(1, 2_000, version(2, "winner"));

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> timeline.with(2, 2_001, version(2, "loser")))
                .withMessageContaining("version 2 is taken");
        assertThat(timeline.newest())
                .satisfies(newest -> assertThat(newest.document().comment()).isEqualTo("winner"));
    }

    @Test
    void brokersClockThatGoesBack_putsNoVersionBeforeItsPredecessor() throws SettingsException {
        ConfigTimeline timeline = ConfigTimeline.EMPTY
                .with(0, 9_000, version(1, "base"))
                .with(1, 3_000, version(2, "after the clock was set"));

        assertThat(numberAt(timeline, 3_500)).isEqualTo(1);
        assertThat(numberAt(timeline, 9_250)).isEqualTo(2);
    }

    @Test
    void garbage_isRefusedAndChangesNothing() throws SettingsException {
        ConfigTimeline timeline = ConfigTimeline.EMPTY.with(0, 1_000, version(1, "base"));
        byte[] garbage = "not json".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(SettingsException.class).isThrownBy(() -> timeline.with(1, 2_000, garbage));
        assertThatExceptionOfType(SettingsException.class).isThrownBy(() -> timeline.with(1, 2_000, null));
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> timeline.with(1, 2_000, version(Integer.MAX_VALUE, "to block all others")));
        assertThat(timeline.with(2, 3_000, version(2, "goes on")).versions()).hasSize(2);
    }

    @Test
    void versionThatCannotBeRead_doesNotStopThoseAfterIt() throws SettingsException {
        ConfigTimeline timeline = ConfigTimeline.EMPTY
                .with(0, 1_000, version(1, "base"))
                .with(2, 3_000, version(3, "version 2 was written by a later release"));

        assertThat(timeline.newest())
                .satisfies(newest -> assertThat(newest.number()).isEqualTo(3));
    }

    private static int numberAt(ConfigTimeline timeline, long appendTimeMillis) {
        ConfigVersion version = timeline.at(appendTimeMillis);
        return version == null ? 0 : version.number();
    }

    private static byte[] version(int number, String comment) {
        return ConfigJson.write(new ConfigDocument(
                number,
                0,
                "test",
                comment,
                ConfigDocument.releaseDefaults(),
                List.of(),
                AlertingConfig.RELEASE,
                new TreeMap<>()));
    }
}
