package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.score.ScoreFrame;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportedFrameTest {
    private static final int USUAL = 300;

    @Test
    void whatImportedFramesOpen_isNotEmitted_norWhenItEnds() throws Exception {
        try (DetectHarness imported = DetectHarness.fresh();
                DetectHarness lived = DetectHarness.fresh()) {
            history(imported, 0, USUAL);
            lived.sendUsual("pump", 0, USUAL);
            for (int i = 0; i < 10; i++) {
                imported.sendHistory("pump", (USUAL + i) * 1_000L, 500);
                lived.send("pump", (USUAL + i) * 1_000L, 500);
            }
            history(imported, USUAL + 10, USUAL);
            lived.sendUsual("pump", (USUAL + 10) * 1_000L, USUAL);

            assertThat(bits(imported)).isEqualTo(bits(lived));
            assertThat(lived.anomalies()).hasSizeGreaterThan(1);
            assertThat(imported.anomalies()).isEmpty();
        }
    }

    @Test
    void aFaultThatOutlastsTheImport_isAnAnomalyOfTheLiveFrames() throws Exception {
        try (DetectHarness job = DetectHarness.fresh()) {
            history(job, 0, USUAL);
            for (int i = 0; i < 5; i++) {
                job.sendHistory("pump", (USUAL + i) * 1_000L, 500);
            }
            DetectHarness again = DetectHarness.restored(job.snapshot(), job.nextOffset());
            for (int i = 5; i < 15; i++) {
                again.send("pump", (USUAL + i) * 1_000L, 500);
            }

            assertThat(again.anomalies()).isNotEmpty();
            assertThat(again.anomalies().get(0).revision()).isEqualTo(1);
            assertThat(again.anomalies().get(0).state()).isEqualTo(AnomalyState.OPEN);
            again.close();
        }
    }

    @Test
    void warmedByAnImport_scoresAreThoseOfADeviceThatLivedThroughIt() throws Exception {
        try (DetectHarness imported = DetectHarness.fresh();
                DetectHarness lived = DetectHarness.fresh()) {
            history(imported, 0, USUAL);
            lived.sendUsual("pump", 0, USUAL);
            for (int i = 0; i < 20; i++) {
                double value = i == 10 ? 90 : 50 + i % 5;
                imported.send("pump", (USUAL + i) * 1_000L, value);
                lived.send("pump", (USUAL + i) * 1_000L, value);
            }

            assertThat(bits(imported)).isEqualTo(bits(lived));
            assertThat(imported.anomalies()).isEqualTo(lived.anomalies());
        }
    }

    private static void history(DetectHarness job, int from, int count) throws Exception {
        for (int i = from; i < from + count; i++) {
            job.sendHistory("pump", i * 1_000L, 50 + (i - from) % 5);
        }
    }

    private static List<Long> bits(DetectHarness job) {
        List<ScoreFrame> scores = job.scores();
        return scores.subList(USUAL, scores.size()).stream()
                .map(frame -> Double.doubleToRawLongBits(frame.score(0)))
                .toList();
    }
}
