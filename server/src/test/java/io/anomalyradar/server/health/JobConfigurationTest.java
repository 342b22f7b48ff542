package io.anomalyradar.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.server.health.PartState.Condition;
import io.anomalyradar.server.log.HeartbeatPosition;
import io.anomalyradar.server.log.ScoredHeartbeat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobConfigurationTest {
    private static final long SECOND = 1_000;

    private ConfigTimeline timeline = ConfigTimeline.EMPTY;
    private final JobConfiguration job = new JobConfiguration(() -> timeline);

    private void hold(int version, long fromMillis) throws SettingsException {
        ConfigDocument document = new ConfigDocument(
                version,
                1,
                "ann",
                "",
                ConfigDocument.releaseDefaults(),
                List.of(),
                AlertingConfig.RELEASE,
                new TreeMap<>());
        timeline = timeline.with(version, fromMillis, ConfigJson.write(document));
    }

    private PartState after(String device, int version, long timeMillis) {
        SourcePosition source = new SourcePosition("topic", 0, 0, timeMillis);
        HeartbeatPosition position =
                new HeartbeatPosition(device, source, new LogPartition("scores", 0), new LogOffset(0, 1));
        job.scored(new ScoredHeartbeat(position, version, timeMillis));
        return job.state();
    }

    @Test
    void jobWithTheVersionThatHolds_isUp() throws SettingsException {
        assertThat(job.state().condition()).isEqualTo(Condition.STARTING);
        assertThat(after("a", 0, 0)).isEqualTo(PartState.up("configuration", "as released"));
        hold(1, 0);
        hold(2, 60 * SECOND);
        assertThat(after("a", 1, 50 * SECOND).condition()).isEqualTo(Condition.UP);
        assertThat(after("a", 2, 80 * SECOND).detail()).isEqualTo("the job decides by version 2");
    }

    @Test
    void versionThatIsReadLate_isNoFaultAtOnce() throws SettingsException {
        hold(1, 0);
        hold(2, 60 * SECOND);
        assertThat(after("a", 1, 61 * SECOND).condition()).isEqualTo(Condition.UP);
        assertThat(after("a", 2, 65 * SECOND).condition()).isEqualTo(Condition.UP);
        assertThat(after("a", 1, 72 * SECOND).condition()).as("another spell").isEqualTo(Condition.UP);
    }

    @Test
    void jobThatSkipsAVersion_isDown_untilItReadsOne() throws SettingsException {
        hold(1, 0);
        hold(2, 60 * SECOND);
        after("a", 1, 61 * SECOND);
        after("b", 2, 61 * SECOND);

        PartState behind = after("a", 1, 71 * SECOND);
        assertThat(behind.condition()).isEqualTo(Condition.DOWN);
        assertThat(behind.detail()).contains("version 1 although 2 holds", "radar job upgrade");
        assertThat(after("b", 2, 72 * SECOND).condition()).isEqualTo(Condition.DOWN);

        assertThat(after("a", 2, 73 * SECOND).condition()).isEqualTo(Condition.UP);
    }

    @Test
    void serverThatCannotReadWhatTheJobDoes_saysSo() throws SettingsException {
        hold(1, 0);
        after("a", 3, 61 * SECOND);
        assertThat(after("a", 3, 80 * SECOND).detail()).contains("upgrade it", "read up to 1");
    }
}
