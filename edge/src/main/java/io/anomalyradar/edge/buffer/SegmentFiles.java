package io.anomalyradar.edge.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names of the files of a buffer: a number of ten digits, and what the file is. */
final class SegmentFiles {
    static final String LOG = ".log";
    static final String SEGMENT = ".segment";
    private static final String DAMAGED = ".damaged";
    private static final String REFUSED = ".refused";
    private static final int KEPT_REFUSED = 10;

    private final Path directory;

    SegmentFiles(Path directory) {
        this.directory = directory;
    }

    Path log(long number) {
        return file(number, LOG);
    }

    Path segment(long number) {
        return file(number, SEGMENT);
    }

    /** Where a file goes that cannot be read: a person may want to look at it. */
    Path damaged(Path file) {
        return file.resolveSibling(file.getFileName() + DAMAGED);
    }

    /** Where a file goes that the receiver refuses. */
    Path refused(Path file) {
        return file.resolveSibling(file.getFileName() + REFUSED);
    }

    void keepNewestRefused() throws IOException {
        try (Stream<Path> names = Files.list(directory)) {
            List<Path> refused = names.filter(file -> file.toString().endsWith(REFUSED))
                    .sorted()
                    .toList();
            for (Path old : refused.subList(0, Math.max(0, refused.size() - KEPT_REFUSED))) {
                Files.delete(old);
            }
        }
    }

    private Path file(long number, String kind) {
        return directory.resolve(String.format(Locale.ROOT, "%010d%s", number, kind));
    }

    /** The numbers of the files of this kind, ascending. */
    List<Long> numbers(String kind) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{10}\\" + kind))
                    .map(name -> Long.parseLong(name.substring(0, 10)))
                    .sorted()
                    .toList();
        }
    }

    /** Deletes what a crash left of segments that were being written. */
    void deleteParts() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path part :
                    files.filter(file -> file.toString().endsWith(".part")).toList()) {
                Files.delete(part);
            }
        }
    }
}
