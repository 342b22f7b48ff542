package io.anomalyradar.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.detector.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files, damaged: each is read, or refused with what to do. */
class ConfigFileFuzzTest {
    @Test
    void files(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("radar.yaml"));
        String sound =
                """
                # a comment
                server:
                  port: 8080
                  bind-address: "127.0.0.1"
                  cors-origins: [http://a.example, http://b.example]
                history.retention.samples: 30d
                detector: {window: 600, "warm-up": 60}
                """;
        Mutations.check(
                "configuration file",
                List.of(sound.getBytes(UTF_8)),
                bytes -> {
                    Files.write(file, bytes);
                    new ConfigReader(Map.of()).read(file, Map.of());
                },
                ConfigException.class);
    }
}
