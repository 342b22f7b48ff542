package io.anomalyradar.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    private String resolve(String text) throws UnusableChannelException {
        return new Secrets(environment::get, directory).resolve(text);
    }

    @Test
    void noReference_isItself() throws Exception {
        assertThat(resolve("https://example.com/secret:x")).isEqualTo("https://example.com/secret:x");
    }

    @Test
    void environment_goesBeforeTheFile() throws Exception {
        environment.put("RADAR_SECRET_SLACK_OPS", " one\n");
        Files.writeString(directory.resolve("slack-ops"), "two");

        assertThat(resolve("secret:slack-ops")).isEqualTo("one");
    }

    @Test
    void fileThatChanges_isReadAgain() throws Exception {
        Files.writeString(directory.resolve("slack-ops"), "one\n");
        assertThat(resolve("secret:slack-ops")).isEqualTo("one");

        Files.writeString(directory.resolve("slack-ops"), "two\n");

        assertThat(resolve("secret:slack-ops")).isEqualTo("two");
    }

    @Test
    void absentOrEmpty_saysWhereItBelongs() throws Exception {
        assertThatThrownBy(() -> resolve("secret:slack-ops"))
                .isInstanceOf(UnusableChannelException.class)
                .hasMessageContaining("RADAR_SECRET_SLACK_OPS")
                .hasMessageContaining("alerts.secrets-directory");

        Files.writeString(directory.resolve("slack-ops"), "\n");
        assertThatThrownBy(() -> resolve("secret:slack-ops")).hasMessageContaining("is missing");
    }

    @Test
    void fileOfAnotherKind_isRefusedWithoutItsContent() throws Exception {
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 1});
        Files.write(directory.resolve("large"), new byte[17 << 10]);
        Files.createDirectory(directory.resolve("folder"));

        assertThatThrownBy(() -> resolve("secret:binary")).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> resolve("secret:large")).hasMessageContaining("more than");
        assertThatThrownBy(() -> resolve("secret:folder")).isInstanceOf(UnusableChannelException.class);
    }
}
