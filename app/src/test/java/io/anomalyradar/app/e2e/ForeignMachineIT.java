package io.anomalyradar.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anomalyradar.detector.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start in a country whose letters or character set are not English, and on a machine that is not set up. */
class ForeignMachineIT {
    private static final int PATIENCE_MINUTES = 3;

    @Test
    void turkish_startsUntilReady(@TempDir Path home) throws IOException, InterruptedException {
        String script = "exec \"$COMMAND\" up --rehearse";

        assertStarts(home, script, Map.of("RADAR_JAVA_OPTS", "-Duser.language=tr -Duser.country=TR"));
    }

    @Test
    void umlautInTheDirectory_underAnAsciiLocale_startsUntilReady(@TempDir Path home)
            throws IOException, InterruptedException {
        String script = "dir=\"$PWD/$(printf 'd\\303\\274se')\" && mkdir \"$dir\" && cd \"$dir\""
                + " && exec \"$COMMAND\" up --rehearse --set data.dir=\"$dir/data\"";

        assertStarts(home, script, Map.of("LC_ALL", "C"));
    }

    @Test
    void machineThatDoesNotKnowItsOwnName_saysWhatToDo(@TempDir Path home) throws IOException, InterruptedException {
        List<String> elsewhere = List.of("unshare", "--uts", "--user", "--map-root-user");
        assumeTrue(canRun(elsewhere), "this machine allows no name of a process's own");
        String script = String.join(" ", elsewhere)
                + " bash -c 'hostname no-such-machine.invalid && exec \"$COMMAND\" up --rehearse'";

        Finished finished = started(home, script, Map.of());
        assertThat(finished.exitCode()).isNotZero();
        assertThat(finished.output()).contains("does not know its own name", "/etc/hosts");
    }

    private static boolean canRun(List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.add("true");
        try {
            return new ProcessBuilder(words).start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static void assertStarts(Path home, String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        Finished finished = started(home, script, environment);
        assertThat(finished.exitCode()).as(finished.output()).isZero();
    }

    private record Finished(int exitCode, String output) {}

    private static Finished started(Path home, String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = home.resolve("up.log");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .put("COMMAND", RadarProcess.root().resolve("radar").toString());
        builder.environment().put("RADAR_SERVER_PORT", Integer.toString(FreePort.next()));
        builder.environment().put("RADAR_EMBEDDED_KAFKA_PORT", Integer.toString(FreePort.next()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
            return new Finished(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
