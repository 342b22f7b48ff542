package io.anomalyradar.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.app.Radar;
import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.score.FileScorer;
import io.anomalyradar.app.score.RowScorer;
import io.anomalyradar.app.score.ScoredAnomaly;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SimulateCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void sameSeed_writesTheSameBytes() throws IOException {
        run("--output", "csv", "--seed", "9", "--frames", "400", "--file", path("1.csv"), "--labels", path("1.truth"));
        run("--output", "csv", "--seed", "9", "--frames", "400", "--file", path("2.csv"), "--labels", path("2.truth"));

        assertThat(folder.resolve("2.csv")).hasSameBinaryContentAs(folder.resolve("1.csv"));
        assertThat(folder.resolve("2.truth")).hasSameBinaryContentAs(folder.resolve("1.truth"));
        assertThat(Files.readAllLines(folder.resolve("1.csv"))).hasSizeGreaterThan(15_000);
    }

    @Test
    void months_areMadeWithoutWaiting() throws IOException {
        String out = run(
                "--output",
                "csv",
                "--devices",
                "1",
                "--metrics",
                "1",
                "--rate",
                "0.001",
                "--duration",
                "90d",
                "--faults",
                "none",
                "--file",
                path("a.csv"));

        List<String> lines = Files.readAllLines(folder.resolve("a.csv"));
        assertThat(lines.get(1)).startsWith("2026-01-01T00:00:00Z,pump-1,temperature_celsius,");
        assertThat(lines.get(lines.size() - 1)).startsWith("2026-03-31T23:");
        assertThat(out).startsWith("1 devices: 7776 frames sent, 7776 acknowledged, 0 rejected");
    }

    @Test
    void labelledSpikes_areFoundByTheZScore() throws IOException {
        run(
                "--output",
                "csv",
                "--devices",
                "4",
                "--rate",
                "1",
                "--duration",
                "30m",
                "--faults",
                "spike",
                "--fault-rate",
                "0.002",
                "--file",
                path("a.csv"),
                "--labels",
                path("truth.csv"));
        FileScorer scorer = new FileScorer(
                CsvOptions.DETECT,
                new RowScorer(CsvOptions.DETECT, DetectorConfig.ZSCORE, JointConfig.DEFAULT, 1_000, null),
                FileScorer.OutputForm.EXPLAINED);

        scorer.score(new CsvFile(folder.resolve("a.csv"), "a.csv"), folder.resolve("out.csv"), (b, r) -> {});

        List<String> truth = Files.readAllLines(folder.resolve("truth.csv"));
        assertThat(truth).hasSizeGreaterThan(5);
        for (String label : truth.subList(1, truth.size())) {
            String[] cells = label.split(",");
            long start = Instant.parse(cells[3]).toEpochMilli();
            long end = Instant.parse(cells[4]).toEpochMilli();
            assertThat(scorer.anomalies().all()).as(label).anyMatch(anomaly -> overlaps(anomaly, cells, start, end));
        }
    }

    private static boolean overlaps(ScoredAnomaly anomaly, String[] label, long start, long end) {
        return anomaly.device().equals(label[0])
                && anomaly.metric().equals(label[1])
                && anomaly.startMillis() <= end
                && anomaly.peakMillis() >= start;
    }

    @Test
    void unknownFault_isAUsageError_thatNamesThoseThereAre() {
        StringWriter err = new StringWriter();
        CommandLine radar = Radar.commandLine().setErr(new PrintWriter(err));

        int code = radar.execute("simulate", "--output", "csv", "--frames", "1", "--faults", "explosion");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("'explosion' is no kind of fault: choose among all, spike, level-shift");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String run(String... options) {
        StringWriter out = new StringWriter();
        String[] arguments = new String[options.length + 1];
        arguments[0] = "simulate";
        System.arraycopy(options, 0, arguments, 1, options.length);

        int code = Radar.commandLine().setOut(new PrintWriter(out)).execute(arguments);

        assertThat(code).isZero();
        return out.toString();
    }
}
