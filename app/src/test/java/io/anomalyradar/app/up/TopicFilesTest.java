package io.anomalyradar.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicFilesTest {
    @Test
    void directoryOfABroker_namesItsTopics(@TempDir Path directory) throws IOException {
        for (String name : new String[] {"radar.telemetry-0", "radar.telemetry-11", "radar.scores-2", "snapshots"}) {
            Files.createDirectory(directory.resolve(name));
        }
        Files.createFile(directory.resolve("meta-1"));

        assertThat(TopicFiles.in(directory).topics()).containsExactlyInAnyOrder("radar.telemetry", "radar.scores");
    }

    @Test
    void noDirectory_hasNoTopics(@TempDir Path directory) {
        assertThat(TopicFiles.in(directory.resolve("kafka")).topics()).isEmpty();
    }
}
