package io.anomalyradar.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.server.security.DeviceView;
import io.anomalyradar.server.testing.Examples;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetNowTest {
    private static final long START = 1_000_000;

    private final LatestValues latest = new LatestValues(100);

    @Test
    void score_isTheGreatestOfTheNewestOfEachMetric() {
        put("d", 0, 9, SampleStatus.UNUSUAL, "a");
        put("d", 1, 2, SampleStatus.NORMAL, "a");
        put("d", 2, 3, SampleStatus.NORMAL, "b");

        assertThat(now().scores()).containsExactly(3);
    }

    @Test
    void rate_isTheShareOfUnusualSamples_ofWhichOldOnesCountLess() {
        put("d", 0, 9, SampleStatus.ALARM, "a");
        put("d", 0, 0, SampleStatus.WARM_UP, "b");
        assertThat(now().rates()).containsExactly(1);

        put("d", 300_000, 1, SampleStatus.NORMAL, "a");

        assertThat(now().rates()[0]).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void states_areTheWorstOpenAnomaly_orLearning() {
        put("learning", 0, 0, SampleStatus.WARM_UP, "a");
        put("normal", 0, 1, SampleStatus.NORMAL, "a");
        put("critical", 0, 1, SampleStatus.NORMAL, "a");

        FleetNow now =
                FleetNow.of(latest, List.of(Examples.open("x", "critical")), new DeviceRegistry(), DeviceView.ALL);

        assertThat(now.devices()).containsExactly("critical", "learning", "normal");
        assertThat(now.states()).containsExactly(FleetNow.CRITICAL, FleetNow.LEARNING, FleetNow.OK);
    }

    @Test
    void names_changeWithADeviceOrItsGroup_notWithItsScores() {
        put("d", 0, 1, SampleStatus.NORMAL, "a");
        String before = now().names();
        put("d", 1, 7, SampleStatus.UNUSUAL, "a");
        assertThat(now().names()).isEqualTo(before);

        put("e", 1, 7, SampleStatus.UNUSUAL, "a");

        assertThat(now().names()).isNotEqualTo(before);
        assertThat(now().groups()).containsExactly("hall");
    }

    private FleetNow now() {
        return FleetNow.of(latest, List.of(), new DeviceRegistry(), DeviceView.ALL);
    }

    private void put(String device, long afterMillis, double score, SampleStatus status, String... metrics) {
        ScoreFrame.Columns columns = ScoreFrame.Columns.ofSize(metrics.length);
        Arrays.fill(columns.scores(), score);
        SampleStatus[] statuses = new SampleStatus[metrics.length];
        Arrays.fill(statuses, status);
        ScoreFrame frame = new ScoreFrame(
                device,
                START + afterMillis,
                new SourcePosition("topicAAAAAAAAAAAAAAAAA", 0, 0, afterMillis),
                START + afterMillis,
                1,
                metrics,
                columns,
                statuses,
                new Attributes("", "", "hall", ""));
        for (int i = 0; i < metrics.length; i++) {
            latest.put(device, metrics[i], LiveSample.of(1, frame, i));
        }
        latest.count(frame);
    }
}
