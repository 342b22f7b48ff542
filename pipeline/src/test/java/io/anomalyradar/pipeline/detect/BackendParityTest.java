package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.config.PipelineConfig.StateBackend;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** The heap backend, whose objects are changed in place, and RocksDB, which reads and writes each frame's, agree. */
class BackendParityTest {
    private static final int FRAMES = 1_500;
    private static final int CUT = 700;
    private static final String[] METRICS = {"flow", "pressure", "temperature", "vibration"};

    @Test
    void metricsInAnyOrderAndNumber_haveTheSameScoresOnBothBackends() throws Exception {
        List<Frame> frames = frames(new Random(5));

        List<ScoreFrame> onHeap = scores(StateBackend.HASHMAP, frames);
        List<ScoreFrame> onDisk = scores(StateBackend.ROCKSDB, frames);

        assertThat(onHeap).hasSize(FRAMES).isEqualTo(onDisk);
    }

    /** With a checkpoint at {@link #CUT}: frames follow it in the same operator, and in one that starts from it. */
    private static List<ScoreFrame> scores(StateBackend backend, List<Frame> frames) throws Exception {
        var settings = DetectHarness.with(backend, METRICS.length, 100, 1_000, Duration.ofHours(1));
        List<ScoreFrame> scores = new ArrayList<>();
        List<ScoreFrame> continued;
        OperatorSubtaskState checkpoint;
        try (DetectHarness before = DetectHarness.of(settings, null, 0)) {
            feed(before, frames.subList(0, CUT), 0);
            checkpoint = before.snapshot();
            scores.addAll(before.scores());
            feed(before, frames.subList(CUT, FRAMES), CUT);
            continued = before.scores().subList(CUT, FRAMES);
        }
        try (DetectHarness after = DetectHarness.of(settings, checkpoint, CUT)) {
            feed(after, frames.subList(CUT, FRAMES), CUT);
            scores.addAll(after.scores());
        }
        assertThat(scores.subList(CUT, FRAMES)).isEqualTo(continued);
        return scores;
    }

    private static void feed(DetectHarness harness, List<Frame> frames, int from) throws Exception {
        for (int i = 0; i < frames.size(); i++) {
            harness.send(frames.get(i), DetectHarness.START + (from + i) * 100L);
        }
    }

    private static List<Frame> frames(Random random) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            List<String> metrics = new ArrayList<>(Arrays.asList(METRICS));
            Collections.shuffle(metrics, random);
            String[] sent =
                    metrics.subList(0, 1 + random.nextInt(METRICS.length)).toArray(String[]::new);
            double[] values = random.doubles(sent.length, 40, 60).toArray();
            frames.add(Frame.of("pump-" + random.nextInt(5), i * 100L, sent, values));
        }
        return frames;
    }
}
