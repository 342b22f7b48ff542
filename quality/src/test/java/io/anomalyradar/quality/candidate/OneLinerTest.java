package io.anomalyradar.quality.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.quality.dataset.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OneLinerTest {
    private static final Offset<Double> ROUNDING = within(1e-12);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void variance_isOfTheLast32Rows_theFirstRowRepeatedBefore() throws IOException {
        Recording recording = recording("row,a\n0,0\n1,32\n2,0\n", null);

        double[] scores = OneLiner.VARIANCE.answer(recording).scores();

        assertThat(scores[0]).isZero();
        assertThat(scores[1]).isCloseTo(32 - 1, ROUNDING); // Σx²/n − mean²
        assertThat(scores[2]).isCloseTo(32 - 1, ROUNDING);
    }

    @Test
    void zScore_isAgainstThePast_rootMeanSquareOverMetrics() throws IOException {
        Recording recording = recording("row,a,b\n0,4,1\n", "row,a,b\n0,1,1\n1,3,1\n");

        assertThat(OneLiner.Z_SCORE.answer(recording).scores()[0])
                .as("a is two sigmas off, b never varied")
                .isCloseTo(Math.sqrt(2 * 2 / 2.0), ROUNDING);
        assertThat(OneLiner.DIFFERENCE.answer(recording).scores()[0]).isZero();
    }

    @Test
    void runningZ_doesNotSeeTheRowItScores() throws IOException {
        Recording recording = recording("row,a\n0,5\n1,6\n2,6\n3,\n", null);

        double[] scores = OneLiner.RUNNING_Z.answer(recording).scores();

        assertThat(scores[0]).isZero();
        assertThat(scores[1]).as("no spread yet").isZero();
        assertThat(scores[2]).isCloseTo(0.99 / Math.sqrt(0.01), ROUNDING);
        assertThat(scores[3]).as("a missing value repeats the one before it").isGreaterThan(0);
    }

    private Recording recording(String data, @Nullable String past) throws IOException {
        CsvFile before = past == null ? null : file("past.csv", past);
        return new Recording("data.csv", "", file("data.csv", data), before, Duration.ofSeconds(1), 0);
    }

    private CsvFile file(String name, String text) throws IOException {
        return new CsvFile(Files.writeString(folder.resolve(name), text), name);
    }
}
