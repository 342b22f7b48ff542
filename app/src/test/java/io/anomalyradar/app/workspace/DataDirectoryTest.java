package io.anomalyradar.app.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final URI PAGE = URI.create("http://127.0.0.1:8080/");

    private final Path root;

    DataDirectoryTest(@TempDir Path directory) {
        root = directory.resolve("data");
    }

    @Test
    void heldDirectory_isRefused_namingTheHolder() throws IOException {
        try (DataDirectory held = DataDirectory.hold(root, PAGE)) {
            assertThatThrownBy(() -> DataDirectory.hold(held.root(), PAGE))
                    .isInstanceOfSatisfying(CommandFailure.class, refused -> assertThat(refused.exitCode())
                            .isEqualTo(ExitCode.BUSY))
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid())
                    .hasMessageContaining("http://127.0.0.1:8080/");
        }
    }

    @Test
    void directoryThatCannotBeWritten_isNamed_withReasonAndRemedy() throws IOException {
        Files.writeString(root, "a file where a directory should be");

        assertThatThrownBy(() -> TemporaryFiles.keepBelow(root))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("data.dir " + root + " cannot be written (")
                .hasMessageContaining("choose another data.dir");
    }

    @Test
    void closedDirectory_canBeHeldAgain() throws IOException {
        DataDirectory.hold(root, PAGE).close();

        try (DataDirectory held = DataDirectory.hold(root, PAGE)) {
            assertThat(held.root()).isEqualTo(root);
        }
        assertThat(DataDirectory.isHeld(root)).isFalse();
    }

    @Test
    void temporaryFilesOfAFormerProcess_areDeleted() throws IOException {
        Path left = root.resolve("tmp").resolve("minicluster").resolve("left.bin");
        Files.createDirectories(left.resolveSibling(""));
        Files.writeString(left, "left by a process that was killed");

        try (DataDirectory held = DataDirectory.hold(root, PAGE)) {
            assertThat(held.temporary()).isEmptyDirectory();
        }
    }

    @Test
    void fileInPlaceOfDirectory_isRefused() throws IOException {
        Files.writeString(root, "not a directory");

        assertThatThrownBy(() -> DataDirectory.hold(root, PAGE))
                .isInstanceOfSatisfying(CommandFailure.class, refused -> assertThat(refused.exitCode())
                        .isEqualTo(ExitCode.FAILURE))
                .hasMessageContaining("data.dir");
    }
}
