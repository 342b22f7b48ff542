package io.anomalyradar.app.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.app.Radar;
import io.anomalyradar.app.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ScoreCommandTest {
    private final Path folder;
    private final StringWriter err = new StringWriter();

    ScoreCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void severalValueColumns_haveOneScoreForEachRow() throws IOException {
        Path data = table("data.csv", 60, 1);

        int exit = score(data, "--value-columns", "all", "--delimiter", ";", "--timestamp-column", "when");

        assertThat(exit).isEqualTo(ExitCode.OK);
        assertThat(scores("data.csv")).hasSize(61).first().isEqualTo("timestamp,anomaly_score,alarm");
    }

    @Test
    void namedValueColumn_isScoredAlone() throws IOException {
        Path data = table("data.csv", 60, 1);

        score(data, "--value-columns", "flow");

        assertThat(scores("data.csv")).first().isEqualTo("timestamp,value,anomaly_score,alarm");
    }

    @Test
    void onlyOneSideIsAskedFor_whatIsOnTheOtherIsScoredAndRaisesNoAlarm() throws IOException {
        Path data = table("data.csv", 200, 1);
        Path below = Files.writeString(
                folder.resolve("radar.yaml"), "detector: {alarm: {relevance: {direction: below, least-percent: 10}}}");

        score(data, "--value-columns", "flow");
        List<String> both = scores("data.csv");
        score(data, "--value-columns", "flow", "--config", below.toString());
        List<String> one = scores("data.csv");

        assertThat(both).anyMatch(line -> line.endsWith(",1"));
        assertThat(one).hasSameSizeAs(both).noneMatch(line -> line.endsWith(",1"));
    }

    @Test
    void explained_theMetricAtFaultIsNamed() throws IOException {
        Path data = table("data.csv", 200, 1);

        score(data, "--explain");

        List<String> lines = scores("data.csv");
        assertThat(lines)
                .first()
                .asString()
                .startsWith("timestamp,anomaly_score,alarm,kind,level,mean,joint,residual,metrics,value:flow");
        assertThat(lines.get(200)).contains(",1,level-shift,").contains(",flow=");
    }

    @Test
    void withTraining_theFirstRowIsScored() throws IOException {
        Path past = table("past.csv", 150, 2);
        Path data = table("data.csv", 60, 1);

        score(data);
        double untrained = firstScore();
        score(data, "--train", past.toString());

        assertThat(untrained).isZero();
        assertThat(firstScore()).isPositive();
    }

    @Test
    void trainingFileThatIsMissing_isAFailureThatNamesIt() throws IOException {
        Path data = table("data.csv", 60, 1);

        int exit = score(data, "--train", folder.resolve("nowhere.csv").toString());

        assertThat(exit).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).contains("nowhere.csv");
    }

    @Test
    void folderAsTraining_isRefused() throws IOException {
        Path data = table("data.csv", 60, 1);

        int exit = score(data, "--train", folder.toString());

        assertThat(exit).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--train is one file");
    }

    private int score(Path data, String... options) {
        CommandLine command = Radar.commandLine();
        command.setErr(new PrintWriter(err));
        command.setOut(new PrintWriter(new StringWriter()));
        String[] all = new String[options.length + 5];
        System.arraycopy(options, 0, all, 5, options.length);
        List<String> fixed = List.of(
                "score",
                "--input",
                data.toString(),
                "--output",
                folder.resolve("out").toString());
        for (int i = 0; i < fixed.size(); i++) {
            all[i] = fixed.get(i);
        }
        return command.execute(all);
    }

    private double firstScore() throws IOException {
        return Double.parseDouble(scores("data.csv").get(1).split(",", -1)[1]);
    }

    private List<String> scores(String name) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(name));
    }

    /** Two columns of noise by row number, the first of them far off in the last six rows, and a label. */
    private Path table(String name, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("when;flow;level;label\n");
        for (int i = 0; i < rows; i++) {
            double flow = random.nextGaussian() + (i >= rows - 6 ? 40 : 0);
            text.append(i)
                    .append(';')
                    .append(flow)
                    .append(';')
                    .append(random.nextGaussian())
                    .append(";1\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }
}
