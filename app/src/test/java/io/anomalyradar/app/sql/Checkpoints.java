package io.anomalyradar.app.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The completed checkpoints of jobs. */
final class Checkpoints {
    private Checkpoints() {}

    static boolean areIn(Path root) {
        try (Stream<Path> files = Files.find(root, 6, (path, attributes) -> path.endsWith("_metadata"))) {
            return files.findAny().isPresent();
        } catch (IOException | UncheckedIOException movedMeanwhile) {
            return false;
        }
    }
}
