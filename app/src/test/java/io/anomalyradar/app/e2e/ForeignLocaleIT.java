package io.anomalyradar.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start in a country whose letters or character set are not English. */
class ForeignLocaleIT {
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

    private static void assertStarts(Path home, String script, Map<String, String> environment)
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
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
