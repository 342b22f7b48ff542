package io.anomalyradar.quality.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.app.Radar;
import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.quality.dataset.Columns;
import io.anomalyradar.quality.dataset.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProductTest {
    @Test
    void answer_isWhatRadarScoreWrites(@TempDir Path folder) throws IOException {
        CsvFile past = file(folder, "train.csv", 400, 1);
        CsvFile data = file(folder, "test.csv", 300, 2);
        Recording recording = new Recording("test.csv", "", data, past, Duration.ofMinutes(1), 0);

        Answer answer = new Product(DetectorConfig.DEFAULT, JointConfig.DEFAULT).answer(recording);
        Radar.commandLine()
                .execute(
                        "score",
                        "--input",
                        data.path().toString(),
                        "--train",
                        past.path().toString(),
                        "--row-interval",
                        "60",
                        "--output",
                        folder.resolve("out").toString());

        Columns written = Columns.of(new CsvFile(folder.resolve("out/test.csv"), "test"), "anomaly_score", "alarm");
        assertThat(answer.scores()).containsExactly(written.numbers("anomaly_score"));
        assertThat(answer.alarms()).containsExactly(written.flags("alarm")).contains(true);
        assertThat(Files.readAllLines(folder.resolve("out/anomalies.csv")))
                .hasSize(1 + answer.anomalies())
                .hasSizeGreaterThan(1);
    }

    @Test
    void rowsThatAreSkipped_areNotSeen(@TempDir Path folder) throws IOException {
        CsvFile whole = file(folder, "whole.csv", 300, 3);
        Path cut = folder.resolve("cut.csv");
        List<String> lines = Files.readAllLines(whole.path());
        lines.subList(1, 51).clear();
        Files.write(cut, lines);
        Product product = new Product(DetectorConfig.DEFAULT, JointConfig.DEFAULT);

        Answer skipped = product.answer(recording(whole).without(50));
        Answer ofCut = product.answer(recording(new CsvFile(cut, "cut.csv")));

        assertThat(skipped.scores()).hasSize(250).containsExactly(ofCut.scores());
    }

    private static Recording recording(CsvFile file) {
        return new Recording(file.name(), "", file, null, Duration.ofSeconds(1), 0);
    }

    /** Noise, and five values far above it from row 200 on. */
    private static CsvFile file(Path folder, String name, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("row,m01,m02,label\n");
        for (int i = 0; i < rows; i++) {
            double spike = seed == 2 && i >= 200 && i < 205 ? 30 : 0;
            text.append(i).append(',').append(random.nextGaussian() + spike).append(',');
            text.append(random.nextGaussian()).append(",0\n");
        }
        return new CsvFile(Files.writeString(folder.resolve(name), text), name);
    }
}
