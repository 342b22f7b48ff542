package io.anomalyradar.app.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.ScoreScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

        FileScorer ofWide = scorer();
        ScoredFile wideScored = ofWide.score(wideFile, folder.resolve("wide.out"), (b, r) -> {});
        FileScorer ofLong = scorer();
        ofLong.score(longFile, folder.resolve("long.out"), (b, r) -> {});

        List<String> wideLines = Files.readAllLines(folder.resolve("wide.out"));
        List<String> longLines = Files.readAllLines(folder.resolve("long.out"));
        assertThat(wideLines)
                .first()
                .isEqualTo(
                        "timestamp,anomaly_score,alarm,value:temperature,anomaly_score:temperature,alarm:temperature,"
                                + "value:pressure,anomaly_score:pressure,alarm:pressure");
        assertThat(wideLines).hasSize(301);
        for (int i = 1; i <= 300; i++) {
            String[] cells = wideLines.get(i).split(",", -1);
            assertThat(longLines.get(2 * i - 1)).endsWith(cells[3] + "," + cells[4] + "," + cells[5]);
            assertThat(longLines.get(2 * i)).endsWith(cells[6] + "," + cells[7] + "," + cells[8]);
            assertThat(Double.parseDouble(cells[1]))
                    .isEqualTo(Math.max(Double.parseDouble(cells[4]), Double.parseDouble(cells[7])));
            assertThat(cells[2]).isEqualTo(cells[5].equals("1") || cells[8].equals("1") ? "1" : "0");
        }
        assertThat(ofWide.anomalies().all()).hasSize(1);
        assertThat(ofWide.anomalies().all().get(0).metric()).isEqualTo("pressure");
        assertThat(ofWide.anomalies().all().get(0).endMillis()).isNotNull();
        assertThat(withoutFile(ofLong)).isEqualTo(withoutFile(ofWide));
        assertThat(wideScored.tally().samples()).isEqualTo(600);
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
        FileScorer scorer = new FileScorer(CsvOptions.DETECT, CONFIG, 2, null);

        ScoredFile scored = scorer.score(file, folder.resolve("out.csv"), (b, r) -> {});

        assertThat(scored.tally().refused()).isEqualTo(1);
        assertThat(scored.tally().warmUp()).isEqualTo(2);
    }

    private static FileScorer scorer() {
        return new FileScorer(CsvOptions.DETECT, CONFIG, 1_000, null);
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

    private static List<ScoredAnomaly> withoutFile(FileScorer scorer) {
        return scorer.anomalies().all().stream()
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
                        anomaly.samples()))
                .toList();
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
