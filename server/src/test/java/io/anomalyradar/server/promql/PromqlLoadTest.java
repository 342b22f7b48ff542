package io.anomalyradar.server.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.server.testing.Http.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many heavy queries at once, beside a writer. */
class PromqlLoadTest {
    private static final long START = 1_732_233_600;
    private static final int DEVICES = Integer.getInteger("radar.promql.devices", 100);
    private static final int METRICS = 10;
    private static final String[] NAMES =
            IntStream.range(0, METRICS).mapToObj(i -> "m" + i).toArray(String[]::new);
    private static final List<String> HEAVY = List.of(
            "sum by (site) (rate(m1[5m]))",
            "topk(5, avg_over_time({__name__=~\"m[0-4]\"}[10m]))",
            "quantile_over_time(0.9, m2[30m])",
            "max(radar_value) - min(radar_value)",
            "count(radar_score > 0.5) by (device)");

    /** One frame of each device at {@code second}. */
    static HistoryBatch batch(int second) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int device = 0; device < DEVICES; device++) {
            double[] values = new double[METRICS];
            Arrays.setAll(values, i -> second + i);
            SampleStatus[] statuses = new SampleStatus[METRICS];
            Arrays.fill(statuses, SampleStatus.NORMAL);
            batch.add(new ScoreFrame(
                    "device-" + device,
                    (START + second) * 1_000,
                    new SourcePosition("telemetryTopic00000000", 0, 0, (long) second * DEVICES + device),
                    (START + second) * 1_000,
                    1,
                    NAMES,
                    new ScoreFrame.Columns(values, values, values, values, values),
                    statuses,
                    new Attributes("site-" + device % 7, "", "", "")));
        }
        return batch.build();
    }

    @Test
    void sixteenClientsBesideAWriter_areAnsweredAndNothingIsLost(@TempDir Path directory) throws Exception {
        try (PromqlServer server = new PromqlServer(directory.resolve("history.db"), new DeviceRegistry())) {
            for (int second = 0; second < 3_600; second += 15) {
                server.store().commit(batch(second));
            }
            ExecutorService clients = Executors.newFixedThreadPool(16);
            AtomicInteger commits = new AtomicInteger();
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                String query = HEAVY.get(i % HEAVY.size());
                answers.add(clients.submit(() -> server.range(query, START, START + 3_600, "30")));
            }
            for (int second = 3_600; second < 3_600 + 15 * 40; second += 15) {
                server.store().commit(batch(second));
                commits.incrementAndGet();
            }

            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().body()).isIn(200, 503);
            }
            clients.shutdown();
            assertThat(commits).hasValue(40);
            assertThat(server.store().totals().samples()).isEqualTo((240L + 40) * DEVICES * METRICS);
            assertThat(server.instant("count(radar_value)", START + 3_600)
                            .json()
                            .get("data")
                            .get("result")
                            .get(0)
                            .get("value")
                            .get(1)
                            .asText())
                    .isEqualTo(String.valueOf(DEVICES * METRICS));
        }
    }
}
