package io.anomalyradar.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.e2e.RadarProcess;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A threshold of one metric of one group is changed while the program runs: it takes effect without a restart, for
 * those series alone; it survives {@code kill -9}; and a replay of the whole log decides the same way. Garbage in the
 * configuration's topic changes nothing.
 */
class ConfigChangeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DEAF =
            """
            {"overrides": [{"selector": {"group": "hall-1", "metric": "temperature"},
                            "settings": {"detector.predictive.least-score": 100}}], "comment": "hall 1 is hot"}""";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final long firstMillis =
            System.currentTimeMillis() - Duration.ofHours(3).toMillis();
    private int frames;

    @Test
    void changedThreshold_holdsAtOnce_survivesAKill_andIsReplayedAlike(@TempDir Path directory) throws Exception {
        try (RadarProcess radar = RadarProcess.in(directory)
                .with("pipeline.checkpoint-interval", "1s")
                .with("host.telemetry.enabled", "false")) {
            radar.start();
            radar.awaitReady();
            put(radar, "/api/v1/registry/devices/a", "{\"group\": \"hall-1\"}");
            put(radar, "/api/v1/registry/devices/b", "{\"group\": \"hall-2\"}");
            send(radar, 300, 50);
            int before = version(radar);

            long askedMillis = System.currentTimeMillis();
            put(radar, "/api/v1/config", DEAF);
            while (System.currentTimeMillis() < askedMillis + 1_000) {
                send(radar, 1, 50);
            }
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
                send(radar, 1, 50);
                return versionsOfScores(radar).contains(before + 1);
            });
            System.out.printf(
                    "a changed threshold held for telemetry appended %d ms after it was asked for%n",
                    firstAppendUnder(radar, before + 1) - askedMillis);
            send(radar, 5, 90);
            send(radar, 40, 50);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(opened(radar))
                    .contains("a pressure", "b pressure", "b temperature")
                    .doesNotContain("a temperature"));

            radar.kill();
            radar.start();
            radar.awaitReady();
            assertThat(version(radar)).isEqualTo(before + 1);
            send(radar, 5, 900);
            send(radar, 40, 50);
            put(radar, "/api/v1/config", "{}"); // the learnt threshold falls only slowly: docs/adr/0020
            await().atMost(PATIENCE).until(() -> {
                send(radar, 1, 50);
                return versionsOfScores(radar).contains(before + 2);
            });
            assertThat(opened(radar)).doesNotContain("a temperature");

            replayDecidesAlike(radar);
        }
    }

    /** The job's state is removed, so that it starts at the beginning of the log. */
    private static void replayDecidesAlike(RadarProcess radar) throws IOException {
        await().atMost(PATIENCE).until(() -> scores(radar).size() == telemetryFrames(radar));
        assertThat(radar.stop()).isZero();
        deleteAll(radar.dataDir().resolve("flink"));
        radar.start();
        radar.awaitReady();
        Map<String, List<String>> replayed = await("replay")
                .atMost(PATIENCE)
                .until(() -> scores(radar), all -> all.values().stream().allMatch(times -> times.size() >= 2));

        assertThat(replayed)
                .allSatisfy((position, times) ->
                        assertThat(Set.copyOf(times)).as(position).hasSize(1));
        Map<String, Set<String>> revisions = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : read(radar, TopicNames.DEFAULT.anomalies())) {
            Anomaly anomaly = AnomalyJson.decode(record.value());
            revisions
                    .computeIfAbsent(anomaly.id() + "/" + anomaly.revision(), id -> new TreeSet<>())
                    .add(new String(record.value(), java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(revisions)
                .allSatisfy((id, documents) -> assertThat(documents).as(id).hasSize(1));
    }

    private void send(RadarProcess radar, int count, double level) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            for (String device : List.of("a", "b")) {
                double noise = Math.floorMod(frames * 7_919L + device.hashCode(), 1_000) / 1_000.0;
                lines.append("{\"device\":\"")
                        .append(device)
                        .append("\",\"ts\":")
                        .append(firstMillis + frames * 1_000L)
                        .append(",\"metrics\":{\"temperature\":")
                        .append(level + noise)
                        .append(",\"pressure\":")
                        .append(level - noise)
                        .append("}}\n");
            }
            frames++;
        }
        HttpRequest request = HttpRequest.newBuilder(radar.address().resolve("/api/v1/telemetry"))
                .header("content-type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines.toString()))
                .build();
        assertThat(answer(request).statusCode()).isEqualTo(202);
    }

    private void put(RadarProcess radar, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(radar.address().resolve(path))
                .PUT(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = answer(request);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    }

    private int version(RadarProcess radar) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(radar.address().resolve("/api/v1/config"))
                .build();
        return new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(answer(request).body())
                .get("version")
                .asInt();
    }

    private HttpResponse<String> answer(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(request.toString(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private static Set<Integer> versionsOfScores(RadarProcess radar) throws IOException {
        Set<Integer> versions = new TreeSet<>();
        for (ScoreFrame frame : scoreFrames(radar)) {
            versions.add(frame.configVersion());
        }
        return versions;
    }

    /** The append time of the first frame that was scored under {@code version}. */
    private static long firstAppendUnder(RadarProcess radar, int version) throws IOException {
        return scoreFrames(radar).stream()
                .filter(frame -> frame.configVersion() == version)
                .mapToLong(ScoreFrame::appendTimeMillis)
                .min()
                .orElseThrow();
    }

    /** "device metric" of the anomalies of series that were opened. */
    private static Set<String> opened(RadarProcess radar) throws IOException {
        Set<String> opened = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> record : read(radar, TopicNames.DEFAULT.anomalies())) {
            Anomaly anomaly = AnomalyJson.decode(record.value());
            opened.add(anomaly.device() + " " + anomaly.metric());
        }
        return opened;
    }

    /** The scores of each frame of the two devices, by its source position. */
    private static Map<String, List<String>> scores(RadarProcess radar) throws IOException {
        Map<String, List<String>> scores = new HashMap<>();
        for (ScoreFrame frame : scoreFrames(radar)) {
            StringBuilder said = new StringBuilder().append(frame.configVersion());
            for (int i = 0; i < frame.size(); i++) {
                said.append(' ').append(frame.metric(i)).append('=').append(frame.score(i));
            }
            scores.computeIfAbsent(frame.source().toString(), position -> new ArrayList<>())
                    .add(said.toString());
        }
        return scores;
    }

    private static List<ScoreFrame> scoreFrames(RadarProcess radar) throws IOException {
        ScoreProtobuf codec = new ScoreProtobuf();
        List<ScoreFrame> frames = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : read(radar, TopicNames.DEFAULT.scores())) {
            for (ScoreFrame frame : codec.decodeBlock(record.value())) {
                if (!frame.device().startsWith("_")) {
                    frames.add(frame);
                }
            }
        }
        return frames;
    }

    private static int telemetryFrames(RadarProcess radar) {
        int count = 0;
        for (ConsumerRecord<byte[], byte[]> record : read(radar, TopicNames.DEFAULT.telemetry())) {
            if (record.key() != null && record.key()[0] != '_') {
                count++;
            }
        }
        return count;
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(RadarProcess radar, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", radar.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
