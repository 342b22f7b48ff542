package io.anomalyradar.app.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A possible effect of a power failure on a log: the end of each segment was never written to the disk. */
final class LostTail {
    private LostTail() {}

    /**
     * Cuts every segment of the radar's topics below {@code kafka} to {@code percent} of its size. No process may have
     * them open.
     */
    static void cut(Path kafka, int percent) throws IOException {
        try (Stream<Path> files = Files.walk(kafka)) {
            List<Path> segments = files.filter(LostTail::isOurs).toList();
            for (Path segment : segments) {
                try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                    file.truncate(file.size() * percent / 100);
                }
            }
        }
    }

    private static boolean isOurs(Path file) {
        Path topic = file.getParent();
        try {
            return topic != null
                    && topic.getFileName().toString().startsWith("radar.")
                    && file.getFileName().toString().endsWith(".log")
                    && Files.size(file) > 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
