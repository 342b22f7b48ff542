package io.anomalyradar.app.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.score.FileScorer.OutputForm;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.ScoreScale;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.MultivariateConfig;
import io.anomalyradar.detector.multivariate.MultivariateDetector;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.detector.multivariate.MultivariateState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileScorerTest {
    private static final DetectorConfig CONFIG = DetectorConfig.DEFAULT;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void univariateFile_hasAScoreForEveryRow_asTheDetectorGives() throws IOException {
        List<String> rows = rows(600, 1);
        rows.set(400, rows.get(400).replaceAll(",.*", ",999"));
        rows.add(rows.get(100)); // backward: late
        rows.add(rows.get(599)); // equal to the last: scored
        CsvFile file = file("a.csv", "timestamp,value", rows);

        FileScorer scorer = scorer();
        ScoredFile scored = scorer.score(file, folder.resolve("out.csv"), (bytes, read) -> {});

        List<String> expected = new ArrayList<>(List.of("timestamp,value,anomaly_score,alarm"));
        expected.addAll(scoredDirectly(rows));
        assertThat(Files.readAllLines(folder.resolve("out.csv"))).isEqualTo(expected);
        assertThat(scored.tally().late()).isEqualTo(1);
        assertThat(scored.tally().warmUp()).isEqualTo(CONFIG.warmUp());
        assertThat(scored.tally().samples()).isEqualTo(602);
    }

    @Test
    void laterRows_doNotChangeEarlierScores() throws IOException {
        List<String> rows = rows(500, 2);
        List<String> more = new ArrayList<>(rows);
        more.addAll(rows(900, 3).subList(500, 900));
        more.add("2026-01-03 00:00:00,1e9");

        scorer().score(file("short.csv", "timestamp,value", rows), folder.resolve("short.out"), (b, r) -> {});
        scorer().score(file("long.csv", "timestamp,value", more), folder.resolve("long.out"), (b, r) -> {});

        List<String> expected = Files.readAllLines(folder.resolve("short.out"));
        assertThat(Files.readAllLines(folder.resolve("long.out"))).startsWith(expected.toArray(String[]::new));
    }

    @Test
    void sameSamplesWideAndLong_haveTheSameScoresAndAnomalies() throws IOException {
        List<String> wide = new ArrayList<>();
        List<String> tall = new ArrayList<>();
        List<String> temperature = rows(300, 4);
        List<String> pressure = rows(300, 5);
        for (int i = 0; i < 300; i++) {
            String time = temperature.get(i).substring(0, 19);
            String first = value(temperature.get(i));
            String second = i >= 200 && i < 206 ? "777" : value(pressure.get(i));
            wide.add(time + ";" + first + ";" + second + ";1");
            tall.add(time + ",pump,temperature," + first);
            tall.add(time + ",pump,pressure," + second);
        }
        CsvFile wideFile = file("pump.csv", "datetime;temperature;pressure;anomaly", wide);
        CsvFile longFile = file("long.csv", "timestamp,device,metric,value", tall);

        FileScorer ofWide = scorer(OutputForm.EXPLAINED);
        ScoredFile wideScored = ofWide.score(wideFile, folder.resolve("wide.out"), (b, r) -> {});
        FileScorer ofLong = scorer();
        ofLong.score(longFile, folder.resolve("long.out"), (b, r) -> {});

        List<String> wideLines = Files.readAllLines(folder.resolve("wide.out"));
        List<String> longLines = Files.readAllLines(folder.resolve("long.out"));
        assertThat(wideLines)
                .first()
                .isEqualTo("timestamp,anomaly_score,alarm,kind,level,mean,joint,residual,metrics,"
                        + "value:temperature,anomaly_score:temperature,alarm:temperature,"
                        + "value:pressure,anomaly_score:pressure,alarm:pressure");
        assertThat(wideLines).hasSize(301);
        for (int i = 1; i <= 300; i++) {
            String[] cells = wideLines.get(i).split(",", -1);
            assertThat(longLines.get(2 * i - 1)).endsWith(cells[9] + "," + cells[10] + "," + cells[11]);
            assertThat(longLines.get(2 * i)).endsWith(cells[12] + "," + cells[13] + "," + cells[14]);
        }
        assertThat(ofWide.anomalies().all()).anySatisfy(anomaly -> {
            assertThat(anomaly.metric()).isEqualTo("pressure");
            assertThat(anomaly.actual()).isEqualTo(777);
            assertThat(anomaly.endMillis()).isNotNull();
        });
        assertThat(ofSeries(ofLong)).isEqualTo(ofSeries(ofWide));
        assertThat(wideScored.tally().samples()).isEqualTo(600);
    }

    @Test
    void wideFile_hasOneScoreForEachRow_thatOfItsMetricsTogether() throws IOException {
        List<String> rows = zipped(rows(400, 8), rows(400, 9));
        for (int i = 300; i < 340; i++) {
            rows.set(i, rows.get(i).replaceAll(",[^,]*$", ",90"));
        }
        CsvFile file = file("a.csv", "timestamp,a,b", rows);

        scorer().score(file, folder.resolve("plain.out"), (b, r) -> {});
        scorer(OutputForm.EXPLAINED).score(file, folder.resolve("explained.out"), (b, r) -> {});

        List<String> plain = Files.readAllLines(folder.resolve("plain.out"));
        List<String> explained = Files.readAllLines(folder.resolve("explained.out"));
        assertThat(plain.get(0)).isEqualTo("timestamp,anomaly_score,alarm");
        assertThat(plain.subList(1, 401)).isEqualTo(scoredTogether(rows));
        for (int i = 1; i < plain.size(); i++) {
            assertThat(explained.get(i)).startsWith(plain.get(i) + ",");
        }
        String[] fault = explained.get(330).split(",", -1);
        assertThat(fault[2]).isEqualTo("1");
        assertThat(fault[3]).isEqualTo("level-shift");
        assertThat(Double.parseDouble(fault[4])).isGreaterThan(2);
        assertThat(fault[8]).startsWith("b=");
    }

    @Test
    void emptyCellsOfAWideFile_keepTheValueBefore() throws IOException {
        List<String> holed = zipped(rows(300, 13), rows(300, 14));
        List<String> held = new ArrayList<>(holed);
        for (int i = 200; i < 210; i++) {
            String before = held.get(199).substring(held.get(199).lastIndexOf(','));
            held.set(i, held.get(i).replaceAll(",[^,]*$", before));
            holed.set(i, holed.get(i).replaceAll(",[^,]*$", i % 2 == 0 ? "," : ",NaN"));
        }

        scorer().score(file("holed.csv", "timestamp,a,b", holed), folder.resolve("holed.out"), (b, r) -> {});
        scorer().score(file("held.csv", "timestamp,a,b", held), folder.resolve("held.out"), (b, r) -> {});

        assertThat(Files.readAllLines(folder.resolve("holed.out")))
                .isEqualTo(Files.readAllLines(folder.resolve("held.out")));
    }

    @Test
    void wideRowWithoutAnyValue_repeatsTheScoreBefore() throws IOException {
        List<String> rows = zipped(rows(200, 15), rows(200, 16));
        rows.set(150, rows.get(150).substring(0, 19) + ",,");
        rows.set(160, "whenever,1,2");
        CsvFile file = file("a.csv", "timestamp,a,b", rows);

        scorer().score(file, folder.resolve("out"), (b, r) -> {});

        List<String> lines = Files.readAllLines(folder.resolve("out"));
        assertThat(lines.get(151).substring(19)).isEqualTo(lines.get(150).substring(19));
        assertThat(lines.get(161)).isEqualTo("whenever" + lines.get(160).substring(19));
    }

    @Test
    void wideFileWithoutTheJointDetector_hasTheHighestScoreOfItsMetrics() throws IOException {
        CsvFile file = file("a.csv", "timestamp,a,b", zipped(rows(200, 8), rows(200, 9)));
        JointConfig off = JointConfig.DEFAULT.off();
        RowScorer scorer = new RowScorer(CsvOptions.DETECT, CONFIG, off, 1_000, null);

        new FileScorer(CsvOptions.DETECT, scorer, OutputForm.EXPLAINED)
                .score(file, folder.resolve("out"), (b, r) -> {});

        List<String> lines = Files.readAllLines(folder.resolve("out"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(Double.parseDouble(cells[1]))
                    .isEqualTo(Math.max(Double.parseDouble(cells[10]), Double.parseDouble(cells[13])));
            assertThat(cells[8]).isIn("", "a=1.0", "b=1.0");
        }
    }

    @Test
    void scoresExplained_nameTheBandThatTheSampleLeft() throws IOException {
        List<String> rows = rows(100, 10);
        rows.set(90, rows.get(90).replaceAll(",.*", ",999"));
        CsvFile file = file("a.csv", "timestamp,value", rows);

        scorer(OutputForm.EXPLAINED).score(file, folder.resolve("out.csv"), (b, r) -> {});

        List<String> lines = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(lines).first().isEqualTo("timestamp,value,anomaly_score,alarm,expected,lower,upper,kind");
        assertThat(lines.get(1)).endsWith(",0.0,0,,,,");
        String[] cells = lines.get(91).split(",", -1);
        assertThat(Double.parseDouble(cells[5])).isLessThan(Double.parseDouble(cells[4]));
        assertThat(Double.parseDouble(cells[6])).isLessThan(999);
        assertThat(cells[7]).isEqualTo("spike");
    }

    @Test
    void fileAfterTraining_isScoredAsTheRestOfOneFile() throws IOException {
        List<String> rows = rows(400, 11);
        CsvFile whole = file("whole.csv", "timestamp,value", rows);
        CsvFile past = file("past.csv", "timestamp,value", rows.subList(0, 250));
        CsvFile rest = file("rest.csv", "timestamp,value", rows.subList(250, 400));

        scorer().score(whole, folder.resolve("whole.out"), (b, r) -> {});
        RowScorer trained = new RowScorer(CsvOptions.DETECT, CONFIG, JointConfig.DEFAULT, 1_000, null);
        trained.learn(past);
        FileScorer scorer = new FileScorer(CsvOptions.DETECT, trained, OutputForm.SCORES);
        scorer.score(rest, folder.resolve("rest.out"), (b, r) -> {});
        scorer.score(rest, folder.resolve("again.out"), (b, r) -> {});

        List<String> expected = Files.readAllLines(folder.resolve("whole.out"));
        List<String> scored = Files.readAllLines(folder.resolve("rest.out"));
        assertThat(scored.subList(1, 151)).isEqualTo(expected.subList(251, 401));
        assertThat(Files.readAllLines(folder.resolve("again.out")))
                .as("another device with the same past")
                .isEqualTo(scored);
    }

    @Test
    void rowsNumberedAnewAfterTraining_followIt() throws IOException {
        List<String> values = rows(300, 12).stream().map(FileScorerTest::value).toList();
        CsvFile past = file("past.csv", "row,value", numbered(values.subList(0, 200)));
        CsvFile rest = file("rest.csv", "row,value", numbered(values.subList(200, 300)));
        RowScorer trained = new RowScorer(CsvOptions.DETECT, CONFIG, JointConfig.DEFAULT, 1_000, null);
        trained.learn(past);

        ScoredFile scored = new FileScorer(CsvOptions.DETECT, trained, OutputForm.SCORES)
                .score(rest, folder.resolve("rest.out"), (b, r) -> {});

        assertThat(scored.tally().scored()).isEqualTo(100);
        assertThat(Files.readAllLines(folder.resolve("rest.out")).get(1)).startsWith("0,");
    }

    @Test
    void deviceNamedInTwoFiles_goesOnFromOneToTheNext() throws IOException {
        List<String> rows = rows(200, 6);
        List<String> named =
                rows.stream().map(row -> row.replace(",", ",pump,")).toList();
        CsvFile whole = file("whole.csv", "time,device,value", named);
        CsvFile first = file("1.csv", "time,device,value", named.subList(0, 90));
        CsvFile second = file("2.csv", "time,device,value", named.subList(90, 200));

        scorer().score(whole, folder.resolve("whole.out"), (b, r) -> {});
        FileScorer inParts = scorer();
        inParts.score(first, folder.resolve("1.out"), (b, r) -> {});
        inParts.score(second, folder.resolve("2.out"), (b, r) -> {});

        List<String> parts = new ArrayList<>(Files.readAllLines(folder.resolve("1.out")));
        parts.addAll(Files.readAllLines(folder.resolve("2.out")).subList(1, 111));
        assertThat(parts).isEqualTo(Files.readAllLines(folder.resolve("whole.out")));
    }

    @Test
    void rowsThatCannotBeScored_keepTheirPlace() throws IOException {
        List<String> rows = new ArrayList<>(rows(50, 7));
        rows.set(10, "2026-01-01 00:00:10,");
        rows.set(20, "whenever,5");
        rows.set(30, "2026-01-01 00:00:30,1e80");
        rows.set(40, "1969-12-31 00:00:00,5");
        CsvFile file = file("a.csv", "timestamp,value", rows);

        ScoredFile scored = scorer().score(file, folder.resolve("out.csv"), (b, r) -> {});

        List<String> lines = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(lines).hasSize(51);
        assertThat(lines.get(11)).isEqualTo("2026-01-01 00:00:10,,0.0,0");
        assertThat(lines.get(21)).isEqualTo("whenever,5.0,0.0,0");
        assertThat(lines.get(31)).isEqualTo("2026-01-01 00:00:30,1.0E80,0.0,0");
        assertThat(lines.get(41)).isEqualTo("1969-12-31 00:00:00,5.0,0.0,0");
        assertThat(scored.tally().refused()).isEqualTo(2);
        assertThat(scored.tally().late()).isZero();
        assertThat(scored.problems().badTimes()).isEqualTo(1);
    }

    @Test
    void metricsBeyondTheBound_areRefused() throws IOException {
        CsvFile file = file("a.csv", "timestamp,a,b,c", List.of("2026-01-01 00:00:00,1,2,3"));
        FileScorer scorer = new FileScorer(
                CsvOptions.DETECT,
                new RowScorer(CsvOptions.DETECT, CONFIG, JointConfig.DEFAULT, 2, null),
                OutputForm.SCORES);

        ScoredFile scored = scorer.score(file, folder.resolve("out.csv"), (b, r) -> {});

        assertThat(scored.tally().refused()).isEqualTo(1);
        assertThat(scored.tally().warmUp()).isEqualTo(2);
    }

    private static FileScorer scorer() {
        return scorer(OutputForm.SCORES);
    }

    private static FileScorer scorer(OutputForm form) {
        return new FileScorer(
                CsvOptions.DETECT, new RowScorer(CsvOptions.DETECT, CONFIG, JointConfig.DEFAULT, 1_000, null), form);
    }

    /** The reference: the detector in a plain loop over the values. */
    private static List<String> scoredDirectly(List<String> rows) {
        DeviceDetector detector = new DeviceDetector(CONFIG);
        DeviceState state = detector.newState();
        int metric = state.addMetric("value");
        Evaluation evaluation = new Evaluation();
        List<String> lines = new ArrayList<>();
        for (String row : rows) {
            double value = Double.parseDouble(value(row));
            long millis =
                    Instant.parse(row.substring(0, 19).replace(' ', 'T') + "Z").toEpochMilli();
            detector.step(state, metric, millis, value, evaluation);
            double unit = Double.isNaN(evaluation.score()) ? 0 : ScoreScale.toUnit(evaluation.score());
            int alarm = evaluation.raised() ? 1 : 0;
            lines.add(row.substring(0, 19) + "," + value + "," + unit + "," + alarm);
        }
        return lines;
    }

    /** The reference: the multivariate detector in a plain loop over the rows. */
    private static List<String> scoredTogether(List<String> rows) {
        MultivariateDetector detector = new MultivariateDetector(MultivariateConfig.DEFAULT);
        MultivariateState state = detector.newState();
        MultivariateEvaluation evaluation = new MultivariateEvaluation();
        List<String> lines = new ArrayList<>();
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            double[] values = {Double.parseDouble(cells[1]), Double.parseDouble(cells[2])};
            detector.step(state, values, 2, 0, evaluation);
            double unit = evaluation.isScored() ? ScoreScale.toUnit(evaluation.score()) : 0;
            lines.add(cells[0] + "," + unit + "," + (evaluation.isAlarmed() ? 1 : 0));
        }
        return lines;
    }

    /** Anomalies of single metrics, without the file: those of the device depend on the content of each frame. */
    private static List<ScoredAnomaly> ofSeries(FileScorer scorer) {
        return scorer.anomalies().all().stream()
                .filter(anomaly -> !anomaly.metric().isEmpty())
                .map(anomaly -> new ScoredAnomaly(
                        "",
                        anomaly.device(),
                        anomaly.metric(),
                        anomaly.startMillis(),
                        anomaly.peakMillis(),
                        anomaly.endMillis(),
                        anomaly.severity(),
                        anomaly.kind(),
                        anomaly.score(),
                        anomaly.actual(),
                        anomaly.expected(),
                        anomaly.lower(),
                        anomaly.upper(),
                        anomaly.samples(),
                        anomaly.contributions()))
                .toList();
    }

    private static List<String> numbered(List<String> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> i + "," + values.get(i))
                .toList();
    }

    private static List<String> zipped(List<String> first, List<String> second) {
        return IntStream.range(0, first.size())
                .mapToObj(i -> first.get(i) + "," + value(second.get(i)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String value(String row) {
        return row.substring(row.indexOf(',') + 1);
    }

    private static List<String> rows(int count, long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String time = String.format("2026-01-01 %02d:%02d:%02d", i / 3600, i / 60 % 60, i % 60);
            rows.add(time + "," + (20 + random.nextGaussian()));
        }
        return rows;
    }

    private CsvFile file(String name, String header, List<String> rows) throws IOException {
        return new CsvFile(
                Files.writeString(folder.resolve(name), header + "\n" + String.join("\n", rows) + "\n"), name);
    }
}
