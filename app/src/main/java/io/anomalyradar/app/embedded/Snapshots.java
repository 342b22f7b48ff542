package io.anomalyradar.app.embedded;

import io.anomalyradar.app.workspace.TemporaryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints and savepoints of all runs of the job, on disk.
 *
 * <pre>
 * checkpoints/JOB/chk-17/_metadata
 * savepoints/savepoint-1a2b3c/_metadata
 * </pre>
 */
final class Snapshots {
    /** Snapshots to fall back on, the newest included. */
    static final int KEPT = 3;

    private static final int DEEPEST_METADATA = 4;

    private final Path root;

    Snapshots(Path root) {
        this.root = root;
    }

    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    Path savepoints() {
        return root.resolve("savepoints");
    }

    /** All that were completed, newest first. */
    List<StateSnapshot> newestFirst() throws IOException {
        List<StateSnapshot> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> files =
                    Files.find(root, DEEPEST_METADATA, (path, attributes) -> path.endsWith(StateSnapshot.METADATA))) {
                for (Path metadata : files.toList()) {
                    found.add(StateSnapshot.in(metadata.resolveSibling("")));
                }
            }
        }
        found.sort(Comparator.comparing(StateSnapshot::completed).reversed());
        return found;
    }

    /** The newest of them all. */
    Optional<StateSnapshot> newest() {
        try {
            return newestFirst().stream().findFirst();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the job's snapshots cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** How much disk space the newest takes; 0 when there is none. */
    long newestBytes() {
        return newest().map(Snapshots::bytes).orElse(0L);
    }

    private static long bytes(StateSnapshot snapshot) {
        try (Stream<Path> files = Files.list(snapshot.directory())) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException prunedMeanwhile) {
            return 0;
        }
    }

    /**
     * Deletes the directories of former runs, and savepoints, that hold none of the {@value #KEPT} newest snapshots.
     */
    void prune() throws IOException {
        List<Path> kept =
                newestFirst().stream().limit(KEPT).map(StateSnapshot::directory).toList();
        for (Path room : List.of(checkpoints(), savepoints())) {
            for (Path run : children(room)) {
                if (kept.stream().noneMatch(snapshot -> snapshot.startsWith(run))) {
                    TemporaryFiles.deleteTree(run);
                }
            }
        }
    }

    /** Deletes everything: the log that they belong to is no more. */
    void deleteAll() {
        TemporaryFiles.deleteTree(checkpoints());
        TemporaryFiles.deleteTree(savepoints());
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }
}
