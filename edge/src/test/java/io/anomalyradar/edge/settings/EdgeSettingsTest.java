package io.anomalyradar.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeSettingsTest {
    private static final String GOOD =
            """
            gateway.name: gate-1
            uplink:
              url: http://127.0.0.1:8080
            sources:
              plant:
                type: mqtt
                url: mqtt://127.0.0.1
                topics: [ "a/{device}/{metric}", "b/{device}" ]
            """;

    private final Path directory;

    EdgeSettingsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private EdgeConfig read(String yaml, Map<String, String> set, Map<String, String> environment) throws IOException {
        return EdgeSettings.read(Files.writeString(directory.resolve("edge.yaml"), yaml), set, environment);
    }

    @Test
    void commandLineBeforeEnvironmentBeforeFile() throws IOException {
        String yaml = GOOD + "buffer.linger: 2s\nclock.tolerance: 20s\n";

        EdgeConfig config = read(
                yaml,
                Map.of("buffer.linger", "4s"),
                Map.of("RADAR_BUFFER_LINGER", "3s", "RADAR_CLOCK_TOLERANCE", "30s"));

        assertThat(config.buffer().linger()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.clockTolerance()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.sources()).containsOnlyKeys("plant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "buffer.max-byte: 5000000 | buffer.max-byte | nearest is buffer.max-bytes",
                "buffer.max-bytes: lots | buffer.max-bytes | whole number",
                "uplink.kafka.bootstrap-servers: k:9092 | uplink.url | only one of them",
                "thinning.keep-every: 1m | thinning.keep-every | detection.enabled",
                "uplink.key-file: /absent/key | uplink.key-file | cannot be read",
            })
    void wrongSetting_namedWithItsLine(String line, String key, String why) {
        assertThatThrownBy(() -> read(GOOD + line + "\n", Map.of(), Map.of()))
                .isInstanceOf(EdgeSettingsException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(why)
                .hasMessageContaining("edge.yaml line");
    }

    @Test
    void noSources_refused() {
        assertThatThrownBy(() -> read("gateway.name: g\nuplink.url: http://h\n", Map.of(), Map.of()))
                .hasMessageContaining("has no sources");
    }

    @Test
    void keySetTwice_refused() {
        assertThatThrownBy(() -> read(GOOD + "uplink.url: http://other\n", Map.of(), Map.of()))
                .hasMessageContaining("uplink.url is set a second time");
    }

    @Test
    void secrets_areInNoText() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "top-secret");

        EdgeConfig config = read(GOOD, Map.of("uplink.key-file", key.toString()), Map.of());

        assertThat(config.toString()).doesNotContain("top-secret");
        assertThat(Objects.requireNonNull(config.http()).key()).isEqualTo("top-secret");
    }
}
