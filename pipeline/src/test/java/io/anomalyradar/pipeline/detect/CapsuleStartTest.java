package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.alerting.capsule.CapsuleReplay;
import io.anomalyradar.alerting.capsule.Finding;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Method;
import io.anomalyradar.detector.SeriesStateCodec;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.capsule.Capsule;
import io.anomalyradar.model.capsule.CapsuleSample;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.control.Placement;
import io.anomalyradar.model.score.ScoreFrame;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CapsuleStartTest {

    /** With the z-score, three of five unusual samples open an anomaly: the state is that before the first of them. */
    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"PREDICTIVE", "ZSCORE"})
    void whatTheJobEmits_replaysEachOfItsAnomalies(Method method) throws Exception {
        try (DetectHarness job = DetectHarness.fresh(DetectorConfig.of(method))) {
            Random random = new Random(7);
            for (int i = 0; i < 6_000; i++) {
                boolean fault = i % 1_200 > 1_190;
                job.send("pump", i * 60_000L, 50 + random.nextGaussian() + (fault ? 30 : 0));
            }

            List<Anomaly> ended = job.anomalies().stream()
                    .filter(anomaly -> anomaly.state() == AnomalyState.ENDED && !anomaly.isOfDevice())
                    .toList();
            assertThat(ended).isNotEmpty();
            assertThat(job.capsules()).extracting(CapsuleStart::anomaly).doesNotHaveDuplicates();
            for (Anomaly anomaly : ended) {
                CapsuleStart start = job.capsules().stream()
                        .filter(capsule -> capsule.anomaly().equals(anomaly.id()))
                        .findFirst()
                        .orElseThrow();
                assertThat(start.timestampMillis()).isLessThanOrEqualTo(anomaly.startMillis());
                assertThat(CapsuleReplay.of(capsule(job, anomaly, start)))
                        .filteredOn(finding -> !finding.part().equals("alert"))
                        .extracting(Finding::outcome)
                        .containsExactly(Finding.Outcome.EQUAL, Finding.Outcome.EQUAL);
            }
        }
    }

    @Test
    void importedFrames_leaveNoCapsules() throws Exception {
        try (DetectHarness job = DetectHarness.fresh()) {
            for (int i = 0; i < 400; i++) {
                job.sendHistory("pump", i * 1_000L, i == 390 ? 500 : 50 + i % 5);
            }

            assertThat(job.capsules()).isEmpty();
        }
    }

    private static Capsule capsule(DetectHarness job, Anomaly anomaly, CapsuleStart start) {
        Alert alert = new Alert(
                anomaly.id(),
                1,
                "anomaly",
                "Anomaly",
                AlertState.RESOLVED,
                AlertSeverity.MEDIUM,
                0,
                "",
                0,
                "",
                List.of(),
                0,
                "",
                "",
                anomaly,
                List.of(new TimelineEntry(1, AlertChange.FIRED, "", "")));
        List<CapsuleSample> samples = job.scores().stream()
                .filter(scores -> scores.timestampMillis() >= start.timestampMillis())
                .map(CapsuleStartTest::sample)
                .toList();
        return new Capsule("test", SeriesStateCodec.VERSION, alert, "", Placement.NONE, start, "", samples);
    }

    private static CapsuleSample sample(ScoreFrame scores) {
        return new CapsuleSample(
                scores.timestampMillis(),
                scores.value(0),
                scores.expected(0),
                scores.lower(0),
                scores.upper(0),
                scores.score(0),
                scores.status(0),
                scores.configVersion());
    }
}
