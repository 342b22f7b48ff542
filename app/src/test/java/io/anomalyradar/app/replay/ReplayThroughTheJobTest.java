package io.anomalyradar.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.score.FileScorer;
import io.anomalyradar.app.score.RowScorer;
import io.anomalyradar.app.score.ScoredAnomaly;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.ScoreScale;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replaying files through the real path and scoring them offline must give the same results, sample by sample. */
final class ReplayThroughTheJobTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String MARKER = "marker";

    private final Path folder;

    ReplayThroughTheJobTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void replayedFiles_haveTheScoresAndAnomaliesOfOfflineScoring_alsoWhenReplayedTwice() throws IOException {
        FileScorer scorer = new FileScorer(
                CsvOptions.DETECT,
                new RowScorer(CsvOptions.DETECT, DetectorConfig.DEFAULT, JointConfig.DEFAULT, 1_000, null),
                FileScorer.OutputForm.EXPLAINED);
        Map<String, List<String>> expected = new HashMap<>();
        long late = 0;
        for (CsvFile file : List.of(univariate(), wide())) {
            Path scores = folder.resolve("scores.csv");
            late += scorer.score(file, scores, (bytes, rows) -> {}).tally().late();
            expected.putAll(offlineScores(file, scores));
        }

        try (RealPath path = new RealPath(folder.resolve("run"), PipelineConfig.DEFAULT)) {
            String data = folder.resolve("data").toString();
            String emitted = path.radar(0, "replay", data, "--frame-ids", "--json");
            path.radar(0, "replay", data, "--frame-ids"); // duplicates
            path.radar(0, "replay", markers().toString());
            await().atMost(PATIENCE).until(() -> count(pathScores(path, MARKER)) == 2);

            Map<String, List<String>> actual = pathScores(path, "");
            assertThat(emitted).contains("\"samples\" : " + count(expected), "\"complete\" : true");
            assertThat(actual).isEqualTo(expected);
            assertThat(lateOnPath(path)).isEqualTo(late).isGreaterThan(10);
            List<String> anomalies = scorer.anomalies().all().stream()
                    .map(ReplayThroughTheJobTest::shown)
                    .toList();
            assertThat(pathAnomalies(path)).containsExactlyInAnyOrderElementsOf(anomalies);
            assertThat(anomalies)
                    .hasSizeGreaterThan(2)
                    .anyMatch(anomaly -> anomaly.contains("still open"))
                    .anyMatch(anomaly -> anomaly.startsWith("plant/wide  ") && anomaly.contains("name=pressure"));
        }
    }

    /** 900 rows with two runs of spikes, one still open at the end, equal times and times that go back. */
    private CsvFile univariate() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 900; i++) {
            boolean unusual = (i >= 400 && i < 407) || i >= 895;
            int second = i % 50 == 7 ? i - 20 : i % 50 == 9 ? i - 1 : i;
            text.append(Instant.ofEpochSecond(1_600_000_000L + second)).append(',');
            text.append(unusual ? 60 + i : 20 + random.nextGaussian()).append('\n');
        }
        return file("plant/spikes.csv", text);
    }

    /** 400 rows of three metrics, some cells empty, one metric with a step. */
    private CsvFile wide() throws IOException {
        Random random = new Random(2);
        StringBuilder text = new StringBuilder("datetime;flow;pressure;level;anomaly\n");
        for (int i = 0; i < 400; i++) {
            text.append(Instant.ofEpochSecond(1_500_000_000L + 60L * i));
            text.append(';').append(i % 11 == 3 ? "" : Double.toString(5 + random.nextGaussian() / 10));
            text.append(';').append((i < 250 ? 3 : 9) + random.nextGaussian() / 50);
            text.append(';').append(random.nextInt(100)).append(";0\n");
        }
        return file("plant/wide.csv", text);
    }

    /** One sample for each device, sent last: once it is scored, all before it were taken. */
    private Path markers() throws IOException {
        return Files.writeString(
                folder.resolve("markers.csv"),
                "timestamp,device,metric,value\n1700000000,plant/spikes,marker,1\n1700000000,plant/wide,marker,1\n");
    }

    private CsvFile file(String name, StringBuilder text) throws IOException {
        Path path = folder.resolve("data").resolve(name);
        Files.createDirectories(path.resolveSibling("."));
        return new CsvFile(Files.writeString(path, text), name);
    }

    /** The content of the file of scores, by series: time, value, score and alarm of each sample. */
    private static Map<String, List<String>> offlineScores(CsvFile file, Path scores) throws IOException {
        Map<String, List<String>> series = new HashMap<>();
        List<String> lines = Files.readAllLines(scores);
        String[] header = lines.get(0).split(",", -1);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            for (int i = 1; i < cells.length; i++) {
                if (header[i].startsWith("value") && !cells[i].isEmpty()) {
                    series.computeIfAbsent(
                                    file.stem() + " " + header[i].replaceFirst("value:", ""),
                                    missing -> new ArrayList<>())
                            .add(Instant.parse(cells[0]) + " " + cells[i] + " " + cells[i + 1] + " " + cells[i + 2]);
                }
            }
        }
        return series;
    }

    /** The same of radar.scores: of the metric {@code only}, or of all but the markers. */
    private static Map<String, List<String>> pathScores(RealPath path, String only) throws IOException {
        Map<String, List<String>> series = new HashMap<>();
        for (ScoreFrame frame : scoreFrames(path)) {
            for (int i = 0; i < frame.size(); i++) {
                String metric = frame.metric(i);
                if (only.isEmpty() ? !metric.equals(MARKER) : metric.equals(only)) {
                    series.computeIfAbsent(frame.device() + " " + metric, missing -> new ArrayList<>())
                            .add(Instant.ofEpochMilli(frame.timestampMillis()) + " " + frame.value(i) + " "
                                    + ScoreScale.toUnit(frame.score(i)) + " "
                                    + (frame.score(i)
                                                    >= DetectorConfig.DEFAULT
                                                            .method()
                                                            .threshold()
                                            ? 1
                                            : 0));
                }
            }
        }
        return series;
    }

    private static long lateOnPath(RealPath path) throws IOException {
        long late = 0;
        for (ScoreFrame frame : scoreFrames(path)) {
            for (int i = 0; i < frame.size(); i++) {
                late += frame.status(i) == SampleStatus.LATE ? 1 : 0;
            }
        }
        return late;
    }

    private static List<ScoreFrame> scoreFrames(RealPath path) throws IOException {
        List<ScoreFrame> frames = new ArrayList<>();
        ScoreProtobuf protobuf = new ScoreProtobuf();
        for (ConsumerRecord<byte[], byte[]> scores : path.records(TopicNames.DEFAULT.scores())) {
            frames.addAll(protobuf.decodeBlock(scores.value()));
        }
        return frames;
    }

    /** The newest revision of every anomaly on radar.anomalies. */
    private static Collection<String> pathAnomalies(RealPath path) throws IOException {
        Map<String, Anomaly> newest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> emitted : path.records(TopicNames.DEFAULT.anomalies())) {
            Anomaly anomaly = AnomalyJson.decode(emitted.value());
            newest.merge(anomaly.id(), anomaly, (one, other) -> one.revision() > other.revision() ? one : other);
        }
        return newest.values().stream().map(ReplayThroughTheJobTest::shown).toList();
    }

    private static String shown(Anomaly anomaly) {
        return String.join(
                " ",
                anomaly.device(),
                anomaly.metric(),
                anomaly.severity().name(),
                anomaly.kind(),
                "from " + anomaly.startMillis(),
                anomaly.endMillis() == null ? "still open" : "to " + anomaly.endMillis(),
                "peak " + anomaly.peak().timestampMillis() + " "
                        + anomaly.peak().score(),
                anomaly.samples() + " samples",
                anomaly.contributions().toString());
    }

    private static String shown(ScoredAnomaly anomaly) {
        return String.join(
                " ",
                anomaly.device(),
                anomaly.metric(),
                anomaly.severity().name(),
                anomaly.kind().name(),
                "from " + anomaly.startMillis(),
                anomaly.endMillis() == null ? "still open" : "to " + anomaly.endMillis(),
                "peak " + anomaly.peakMillis() + " " + anomaly.score(),
                anomaly.samples() + " samples",
                anomaly.contributions().toString());
    }

    private static int count(Map<String, List<String>> series) {
        return series.values().stream().mapToInt(List::size).sum();
    }
}
