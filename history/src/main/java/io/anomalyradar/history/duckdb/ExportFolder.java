package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder beside the database that exported answers are written to: the only place where a statement may write. What
 * a crash left in it is removed when the store opens.
 */
final class ExportFolder {
    /** An export is stopped when its file is larger. */
    static final long MAX_BYTES = 4L << 30;

    /** An export is stopped when the disk has less room than this left: the writer needs it. */
    static final long SPARE_BYTES = 1L << 30;

    private final Path folder;

    ExportFolder(Path database) {
        folder = database.resolveSibling(database.getFileName() + ".exports").toAbsolutePath();
    }

    /** Removes what an earlier process left. */
    void clear() throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    /** As a text of SQL. */
    String quoted() {
        return quoted(folder + "/");
    }

    static String quoted(Object path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    /** A file that does not exist yet. */
    Path next() {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new HistoryException.Permanent(
                    Code.NOT_ACCESSIBLE, "cannot make the folder " + folder + ": check data.dir", failure);
        }
        return folder.resolve(UUID.randomUUID().toString());
    }

    /** Whether {@code file} takes more room than an export may. */
    static boolean isTooLarge(Path file) {
        try {
            return Files.exists(file)
                    && (Files.size(file) > MAX_BYTES || Files.getFileStore(file).getUsableSpace() < SPARE_BYTES);
        } catch (IOException removed) {
            return false;
        }
    }
}
