package io.anomalyradar.app.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where libraries put temporary files: below the data directory, never elsewhere.
 *
 * <p>The launch script passes the same directory to Java as {@code java.io.tmpdir}, because newer JDKs read that
 * property only once, before any of our code; what libraries read themselves is set here.
 */
public final class TemporaryFiles {
    private static final List<String> PROPERTIES = List.of(
            "java.io.tmpdir", "jna.tmpdir", "org.xerial.snappy.tempdir", "ZstdTempFolder", "io.netty.native.workdir");

    private TemporaryFiles() {}

    static Path in(Path root) {
        return root.resolve("tmp");
    }

    /**
     * Directs the libraries' temporary files to {@code root}. Called before any library is used.
     *
     * @throws io.anomalyradar.app.command.CommandFailure when {@code root} cannot be written
     */
    public static void keepBelow(Path root) {
        Path directory = in(root);
        try {
            Files.createDirectories(directory);
        } catch (IOException unwritable) {
            throw DataDirectory.unwritable(root, unwritable);
        }
        PROPERTIES.forEach(property -> System.setProperty(property, directory.toString()));
    }

    /** Deletes the files that a killed process left behind. */
    static void empty(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.forEach(TemporaryFiles::deleteTree);
            }
        }
    }

    /** Deletes {@code tree} and everything below it; has no effect when it is absent. */
    public static void deleteTree(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }
}
