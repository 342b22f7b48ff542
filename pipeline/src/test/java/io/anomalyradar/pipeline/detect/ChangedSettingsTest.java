package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.pipeline.config.MemorySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration changes while the detect step runs. */
class ChangedSettingsTest {
    private static final String DEAF =
            """
            {"version": 2, "overrides": [{"selector": {"group": "hall-1", "metric": "t"},
                                          "settings": {"detector.predictive.least-score": 100}}]}""";
    private static final int CHANGE = 100;
    private static final int END = 160;

    private final MemorySettings settings = new MemorySettings();

    private void begin() throws Exception {
        settings.version(START - 10_000, "{\"version\": 1}");
        settings.device(START - 10_000, "a", "{\"group\": \"hall-1\"}");
        settings.device(START - 10_000, "b", "{\"group\": \"hall-2\"}");
    }

    @Test
    void changedThreshold_holdsFromItsTimeOn_forTheSelectedSeriesAlone_withWhatWasLearnt() throws Exception {
        begin();
        try (DetectHarness detect = DetectHarness.under(settings, null, 0)) {
            send(detect, 0, CHANGE);
            settings.version(START + CHANGE * 1_000L - 250, DEAF);
            send(detect, CHANGE, END);

            assertThat(detect.scores()).allSatisfy(scores -> assertThat(scores.configVersion())
                    .isEqualTo(scores.timestampMillis() < CHANGE * 1_000L ? 1 : 2));
            assertThat(detect.scores().subList(2 * CHANGE, 2 * END))
                    .allSatisfy(scores -> assertThat(scores.status(0)).isNotEqualTo(SampleStatus.WARM_UP));
            assertThat(detect.anomalies())
                    .extracting(anomaly -> anomaly.device() + " " + anomaly.metric())
                    .contains("a u", "b t", "b u")
                    .doesNotContain("a t");
            assertThat(detect.counted("configLate")).isZero();
        }
    }

    @Test
    void replayThatKnowsEveryVersionFromTheStart_decidesAlike() throws Exception {
        begin();
        List<Object> live;
        try (DetectHarness detect = DetectHarness.under(settings, null, 0)) {
            send(detect, 0, CHANGE);
            settings.version(START + CHANGE * 1_000L - 250, DEAF);
            settings.device(START + CHANGE * 1_000L + 30_000, "a", "{\"group\": \"hall-9\"}");
            send(detect, CHANGE, END);
            live = decisions(detect);
        }

        try (DetectHarness replay = DetectHarness.under(settings, null, 0)) {
            send(replay, 0, END);

            assertThat(decisions(replay)).isEqualTo(live);
        }
    }

    @Test
    void thresholdIsRaisedAndLoweredAgain_nextAnomalyOpens_alsoAfterARestartAndInAReplay() throws Exception {
        begin();
        settings.version(START + 40_000, DEAF);
        settings.version(START + 70_000, "{\"version\": 3}");
        List<Object> whole;
        try (DetectHarness replay = DetectHarness.under(settings, null, 0)) {
            send(replay, 0, END);
            whole = decisions(replay);
        }
        List<Object> parts = new ArrayList<>();

        try (DetectHarness first = DetectHarness.under(settings, null, 0)) {
            send(first, 0, 60);
            parts.addAll(decisions(first));
            try (DetectHarness second = DetectHarness.under(settings, first.snapshot(), first.nextOffset())) {
                send(second, 60, END);
                parts.addAll(decisions(second));
                assertThat(second.anomalies())
                        .filteredOn(anomaly -> anomaly.metric().equals("t") && anomaly.revision() == 1)
                        .extracting(Anomaly::device)
                        .containsExactlyInAnyOrder("a", "b");
            }
        }

        assertThat(parts).containsExactlyInAnyOrderElementsOf(whole);
    }

    @Test
    void snapshot_goesOnUnderTheSameVersion() throws Exception {
        begin();
        settings.version(START - 5_000, DEAF);
        List<Object> whole;
        try (DetectHarness detect = DetectHarness.under(settings, null, 0)) {
            send(detect, 0, END);
            whole = decisions(detect);
        }
        List<Object> parts = new ArrayList<>();

        try (DetectHarness first = DetectHarness.under(settings, null, 0)) {
            send(first, 0, CHANGE);
            parts.addAll(decisions(first));
            try (DetectHarness second = DetectHarness.under(settings, first.snapshot(), first.nextOffset())) {
                send(second, CHANGE, END);
                parts.addAll(decisions(second));
            }
        }

        assertThat(parts).containsExactlyInAnyOrderElementsOf(whole);
    }

    @Test
    void changedMethod_restartsTheLearningOfItsSeriesAlone() throws Exception {
        begin();
        try (DetectHarness detect = DetectHarness.under(settings, null, 0)) {
            send(detect, 0, 80);
            settings.version(
                    START + 70_000,
                    "{\"version\": 2, \"overrides\": [{\"selector\": {\"device\": \"a\", \"metric\": \"t\"},"
                            + " \"settings\": {\"detector.method\": \"zscore\"}}]}");
            send(detect, 80, 81);

            List<ScoreFrame> scores = detect.scores();
            ScoreFrame a = scores.get(scores.size() - 2);
            ScoreFrame b = scores.get(scores.size() - 1);
            assertThat(a.device()).isEqualTo("a");
            assertThat(a.status(0)).isEqualTo(SampleStatus.WARM_UP);
            assertThat(a.status(1)).isEqualTo(SampleStatus.NORMAL);
            assertThat(b.status(0)).isEqualTo(SampleStatus.NORMAL);
        }
    }

    @Test
    void versionThatIsReadAfterItsTime_holdsFromTheNextFrame_andIsCounted() throws Exception {
        begin();
        try (DetectHarness detect = DetectHarness.under(settings, null, 0)) {
            send(detect, 0, CHANGE);
            settings.version(START + 50_000, DEAF);
            send(detect, CHANGE, CHANGE + 1);

            assertThat(detect.scores().get(2 * CHANGE - 1).configVersion()).isEqualTo(1);
            assertThat(detect.scores().get(2 * CHANGE).configVersion()).isEqualTo(2);
            assertThat(detect.counted("configLate")).isEqualTo(1);
        }
    }

    @Test
    void deletedDevice_isForgottenAtTheTimeOfItsDeletion_alsoInAReplay() throws Exception {
        begin();
        settings.deletion(START + 69_500, "a");
        try (DetectHarness detect = DetectHarness.under(settings, null, 0)) {
            send(detect, 0, 71);

            List<ScoreFrame> a = detect.scores().stream()
                    .filter(scores -> scores.device().equals("a"))
                    .toList();
            assertThat(a.get(69).status(0)).isEqualTo(SampleStatus.NORMAL);
            assertThat(a.get(70).status(0)).isEqualTo(SampleStatus.WARM_UP);
            assertThat(detect.devicesRemembered()).isEqualTo(2);
        }
    }

    /** The closing revision has the append time of the last frame, so that the store does not keep it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deletedDevice_itsOpenAnomaliesAreClosed_whetherItComesBackOrNot(boolean comesBack) throws Exception {
        begin();
        long deletedMillis = START + (CHANGE + 12) * 1_000L + 500;
        settings.deletion(deletedMillis, "a");
        try (DetectHarness detect = DetectHarness.under(settings, null, 0)) {
            send(detect, 0, CHANGE + 13);
            assertThat(openIds(detect, "a")).isNotEmpty();

            if (comesBack) {
                send(detect, CHANGE + 13, CHANGE + 14);
            } else {
                detect.watermark(START + Duration.ofDays(30).toMillis());
            }

            assertThat(openIds(detect, "a")).isEmpty();
            assertThat(detect.anomalies())
                    .filteredOn(anomaly -> anomaly.device().equals("a") && anomaly.state() == AnomalyState.ENDED)
                    .isNotEmpty()
                    .allSatisfy(closed -> {
                        assertThat(closed.explanation()).endsWith("the device was deleted");
                        assertThat(closed.appendTimeMillis()).isLessThan(deletedMillis);
                    });
        }
    }

    private static Set<String> openIds(DetectHarness detect, String device) {
        Set<String> open = new TreeSet<>();
        for (Anomaly anomaly : detect.anomalies()) {
            if (anomaly.device().equals(device) && anomaly.state() == AnomalyState.OPEN) {
                open.add(anomaly.id());
            } else {
                open.remove(anomaly.id());
            }
        }
        return open;
    }

    /** Frames of both devices, one a second, usual but for five from the tenth after the change on. */
    private static void send(DetectHarness detect, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            double level = i >= CHANGE + 10 && i < CHANGE + 15 ? 90 : 50;
            for (String device : List.of("a", "b")) {
                double[] values = {level + i % 5, level - i % 3};
                detect.send(Frame.of(device, i * 1_000L, new String[] {"t", "u"}, values), START + i * 1_000L);
            }
        }
    }

    /** Everything that was decided: scores with their version, and anomalies. */
    private static List<Object> decisions(DetectHarness detect) {
        List<Object> decisions = new ArrayList<>();
        for (ScoreFrame scores : detect.scores()) {
            decisions.add(List.of(
                    scores.source(), scores.configVersion(), scores.score(0), scores.score(1), scores.status(0)));
        }
        for (Anomaly anomaly : detect.anomalies()) {
            decisions.add(anomaly);
        }
        return decisions;
    }
}
