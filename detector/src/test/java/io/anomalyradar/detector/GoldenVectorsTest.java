package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The answers that every host gives to the last bit. A change here is a change of the detector: a new file, not a new
 * hash.
 */
class GoldenVectorsTest {

    private static final Path FOLDER = Path.of("..", "spec", "golden");
    private static final int SAMPLES = 100_000;

    @Test
    void step_goldenSignalUnderTheDefault_givesTheGoldenBits() throws IOException {
        assertGolden(DetectorConfig.DEFAULT, "predictive-v2.csv");
    }

    @Test
    void step_goldenSignalUnderTheZScore_givesTheGoldenBits() throws IOException {
        assertGolden(DetectorConfig.ZSCORE, "zscore-v1.csv");
    }

    private static void assertGolden(DetectorConfig config, String file) throws IOException {
        SeriesDetector detector = new SeriesDetector(config);
        double[] state = new double[detector.stateSize()];
        Evaluation evaluation = new Evaluation();
        GoldenSignal signal = new GoldenSignal(42);
        Digest digest = new Digest();
        Set<SampleStatus> seen = EnumSet.noneOf(SampleStatus.class);
        List<String> lines = new ArrayList<>();
        lines.add("samples,digest");

        for (int i = 1; i <= SAMPLES; i++) {
            signal.next();
            detector.step(state, 0, signal.timestampMillis(), signal.value(), evaluation);
            digest.add(evaluation);
            seen.add(evaluation.status());
            if (i % 10_000 == 0) {
                lines.add(i + "," + String.format("%016x", digest.value()));
            }
        }

        assertThat(seen).contains(SampleStatus.WARM_UP, SampleStatus.NORMAL, SampleStatus.ALARM, SampleStatus.LATE);
        assertThat(lines).isEqualTo(Files.readAllLines(FOLDER.resolve(file)));
    }
}
