package io.anomalyradar.app.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.app.Radar;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.lake.LakeBatch;
import io.anomalyradar.history.lake.LakeRecord;
import io.anomalyradar.history.lake.LakeSchema;
import io.anomalyradar.history.lake.LakeTable;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeCommandTest {
    private static final LogPartition LOG = new LogPartition("q1w2e3r4t5y6u7i8o9p0aa", 0);

    @TempDir
    Path root = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int lake(String... arguments) {
        String[] all = Stream.concat(
                        Stream.concat(Stream.of("lake"), Stream.of(arguments)),
                        Stream.of("--directory", root.toString()))
                .toArray(String[]::new);
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Radar.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    private void write(int commits) {
        LakeTable table = LakeTable.open(root, LakeSchema.TELEMETRY);
        for (int i = 0; i < commits; i++) {
            try (LakeBatch batch = table.begin()) {
                Frame frame = Frame.of("pump", 1_767_225_600_000L + i, new String[] {"a"}, new double[] {i});
                LakeSchema.rows(frame, LakeRecord.at(LOG, i, 1)).forEach(batch::add);
                batch.commit(Map.of(LOG, new LogOffset(0, i + 1)));
            }
        }
    }

    @Test
    void tables_areListedVerifiedCompactedExpiredAndQueried() {
        write(5);

        assertThat(lake("ls")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("telemetry", "5 rows", "5 files", "2026-01-01");
        assertThat(lake("ls", "--json")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("\"rows\" : 5");
        assertThat(lake("compact")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("5 files became 1");
        assertThat(lake("expire")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("0 rows, 0 versions");
        assertThat(lake("verify")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("5 rows in 1 files: as they should be");
        assertThat(lake("query", "SELECT sum(value) AS total FROM telemetry")).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines()).containsExactly("total", "10.0");
        assertThat(lake("expire", "--older-than", "1d")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("5 rows");
    }

    @Test
    void damagedTable_endsWithOne() throws IOException {
        write(1);
        try (Stream<Path> files = Files.walk(root)) {
            Files.delete(files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow());
        }

        assertThat(lake("verify")).isEqualTo(ExitCode.FAILURE);

        assertThat(out.toString()).contains("1 problems", "is missing");
    }

    @Test
    void whatCannotBeDone_isSaidInOneLine() {
        assertThat(lake("ls")).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).contains("holds no table of a lake").hasLineCount(1);
        assertThat(lake("query", "SELECT 1")).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).contains("holds no table of a lake");

        write(1);

        assertThat(lake("query", "SELECT nonsense FROM telemetry")).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).contains("nonsense");
        assertThat(lake("expire", "--versions", "1m")).isEqualTo(ExitCode.USAGE);
        assertThat(lake("expire", "--older-than", "never")).isEqualTo(ExitCode.USAGE);
    }
}
