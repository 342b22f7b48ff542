package io.anomalyradar.detector.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.anomalyradar.detector.codec.StateFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MultivariateStateCodecTest {

    private static final Path GOLDEN = Path.of("..", "spec", "golden", "multivariate-state-v1.hex");

    private final MultivariateDetector detector = new MultivariateDetector(MultivariateConfig.DEFAULT);
    private final MultivariateEvaluation evaluation = new MultivariateEvaluation();

    @Property(tries = 30)
    void decode_cutAnywhere_continuesWithTheSameBits(
            @ForAll @IntRange(max = 2_000) int cut,
            @ForAll @IntRange(min = 1, max = 40) int metrics,
            @ForAll long seed) {
        MultivariateState state = detector.newState();
        Plant plant = new Plant(metrics, seed);
        for (int i = 0; i < cut; i++) {
            detector.step(state, plant.next(), metrics, i, evaluation);
        }

        MultivariateState restored = MultivariateStateCodec.decode(MultivariateStateCodec.encode(state));

        for (int i = 0; i < 300; i++) {
            double[] frame = plant.next();
            detector.step(state, frame, metrics, cut + i, evaluation);
            double score = evaluation.score();
            detector.step(restored, frame, metrics, cut + i, evaluation);
            assertThat(Double.doubleToLongBits(evaluation.score())).isEqualTo(Double.doubleToLongBits(score));
        }
        assertThat(MultivariateStateCodec.encode(restored)).containsExactly(MultivariateStateCodec.encode(state));
    }

    @Test
    void decode_goldenStateOfVersion1_isReadAndWrittenTheSame() throws IOException {
        byte[] golden = HexFormat.of().parseHex(Files.readString(GOLDEN).replaceAll("\\s", ""));

        MultivariateState restored = MultivariateStateCodec.decode(golden);

        assertThat(MultivariateStateCodec.encode(restored)).containsExactly(golden);
        assertThat(MultivariateStateCodec.encode(goldenState())).containsExactly(golden);
        assertThat(restored.metrics()).isEqualTo(3);
        assertThat(restored.frames()).isEqualTo(200);
    }

    @Test
    void decode_anyByteChanged_isRefused() {
        byte[] bytes = MultivariateStateCodec.encode(goldenState());

        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;

            assertThatExceptionOfType(StateFormatException.class)
                    .isThrownBy(() -> MultivariateStateCodec.decode(damaged));
        }
    }

    @Test
    void decode_cutOff_isRefused() {
        byte[] bytes = MultivariateStateCodec.encode(goldenState());

        for (int length = 0; length < bytes.length; length += 7) {
            byte[] part = Arrays.copyOf(bytes, length);

            assertThatExceptionOfType(StateFormatException.class).isThrownBy(() -> MultivariateStateCodec.decode(part));
        }
    }

    @Test
    void bytes_of40Metrics_isBelowHalfAKilobyteAMetric() {
        MultivariateState state = detector.newState();
        detector.step(state, new double[40], 40, 0, evaluation);

        assertThat(state.bytes()).isLessThan(40 * 512);
        assertThat(MultivariateStateCodec.encode(state)).hasSizeBetween(state.bytes(), state.bytes() + 24);
    }

    /** Three metrics by whole numbers alone, so that no host can differ. */
    static MultivariateState goldenState() {
        MultivariateDetector detector = new MultivariateDetector(MultivariateConfig.DEFAULT);
        MultivariateState state = detector.newState();
        MultivariateEvaluation evaluation = new MultivariateEvaluation();
        double[] frame = new double[3];
        for (int i = 0; i < 200; i++) {
            frame[0] = i * 37 % 101;
            frame[1] = frame[0] + i * 53 % 17;
            frame[2] = i % 9 == 0 ? Double.NaN : i * 29 % 67 + (i > 180 ? 500 : 0);
            detector.step(state, frame, 3, 1_000L * i, evaluation);
        }
        return state;
    }
}
