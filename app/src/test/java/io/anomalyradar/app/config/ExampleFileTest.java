package io.anomalyradar.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleFileTest {
    private static final Path FILE = Path.of("..", "radar.example.yaml");

    @Test
    void committedFile_isWhatTheDeclarationsRender() throws IOException {
        String committed = Files.readString(FILE);

        assertThat(ExampleFile.render()).as("run 'make example'").isEqualTo(committed);
    }

    @Test
    void committedFile_readAsConfiguration_changesNothing() {
        EffectiveConfig example = new ConfigReader(Map.of()).read(FILE, Map.of());

        assertThat(example.settings()).allSatisfy(setting -> assertThat(setting.text())
                .isEqualTo(setting.key().defaultText()));
        assertThat(example.settings()).hasSameSizeAs(ConfigKeys.BY_NAME.values());
    }
}
