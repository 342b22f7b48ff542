package io.anomalyradar.history.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.lake.Compaction;
import io.anomalyradar.history.lake.LakeBatch;
import io.anomalyradar.history.lake.LakeRecord;
import io.anomalyradar.history.lake.LakeSchema;
import io.anomalyradar.history.lake.LakeTable;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** ClickHouse's own implementation of Iceberg reads the lake: nothing of ours is between the files and the answer. */
class ClickHouseReadsLakeTest {
    private static final LogPartition LOG = new LogPartition("q1w2e3r4t5y6u7i8o9p0aa", 0);

    @TempDir
    Path directory = Path.of("");

    /** The engine reads files below its working directory only. */
    @TempDir(factory = InBuildOutput.class)
    Path root = Path.of("");

    private static final class InBuildOutput implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
                throws IOException {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "lake");
        }
    }

    private static void write(LakeTable table, int from, int to) {
        try (LakeBatch batch = table.begin()) {
            for (int i = from; i < to; i++) {
                Frame frame = Frame.of("pump ü" + i % 9, 1_767_225_600_000L + i, new String[] {"a"}, new double[] {i});
                LakeSchema.rows(frame, LakeRecord.at(LOG, i, 1)).forEach(batch::add);
            }
            batch.commit(Map.of(LOG, new LogOffset(0, to)));
        }
    }

    private String ask(ChdbServer server, String sql) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                .header("X-ClickHouse-User", "default")
                .header("X-ClickHouse-Key", ChdbServer.PASSWORD)
                .POST(BodyPublishers.ofString(sql))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body()
                .strip();
    }

    @Test
    void rows_areReadAsWritten_beforeAndAfterCompaction() throws Exception {
        assumeThat(ChdbServer.isInstalled())
                .as("the tests need ClickHouse's engine: .ci/prerequisites installs it")
                .isTrue();
        LakeTable table = LakeTable.open(root, LakeSchema.TELEMETRY);
        for (int i = 0; i < 5; i++) {
            write(table, i * 100, (i + 1) * 100);
        }
        String question = "SELECT count(), sum(value), uniqExact(device), min(ts), max(offset) FROM icebergLocal('"
                + root.resolve("radar/telemetry") + "') FORMAT CSV";
        try (ChdbServer server = new ChdbServer(Files.createDirectory(directory.resolve("chdb")), 0)) {
            String before = ask(server, question);
            var unused = new Compaction(table, 128).run();
            String after = ask(server, question);

            assertThat(before).isEqualTo("500,124750,9,\"2026-01-01 00:00:00.000000\",499");
            assertThat(after).isEqualTo(before);
        }
    }
}
