package io.anomalyradar.history.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forced halts of a process that writes, compacts and expires, again and again on one lake. */
class LakeKillTest {
    private static final int KILLS = Integer.getInteger("radar.lake.kills", 3);
    private static final long FRAMES_PER_KILL = 3_000;

    @TempDir
    Path root = Path.of("");

    @Test
    void halts_atRandomMoments_loseNothingAndDoubleNothing() throws Exception {
        Random random = new Random(20_261_130);
        int halted = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            halted += run((kill + 1) * FRAMES_PER_KILL, 100 + random.nextInt(1_000)) == 137 ? 1 : 0;
        }

        assertThat(run(KILLS * FRAMES_PER_KILL, 0)).isZero();

        assertThat(halted).as("halts in the midst of the work").isPositive();
        LakeTable table = LakeTable.open(root, LakeSchema.TELEMETRY);
        Verification.Verified verified = new Verification(table, 256).run();
        assertThat(verified.problems()).isEmpty();
        assertThat(new LakeQuery(root, 256)
                        .answer("SELECT count(*) || ' ' || sum(value)::BIGINT FROM telemetry", 1)
                        .rows()
                        .get(0))
                .containsExactly(LakeLog.checksum(KILLS * FRAMES_PER_KILL));
    }

    private int run(long end, int haltMillis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LakeLoop.class.getName(),
                        root.toString(),
                        Long.toString(end),
                        Integer.toString(haltMillis))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            assertThat(code).as(output).isIn(0, 137);
            return code;
        } finally {
            process.destroyForcibly();
        }
    }
}
