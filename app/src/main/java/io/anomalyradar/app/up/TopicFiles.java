package io.anomalyradar.app.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics of which the broker's directory holds files. Read before the broker starts, which moves files aside
 * if its metadata log does not name their topic.
 */
record TopicFiles(Set<String> topics) {
    private static final Pattern PARTITION = Pattern.compile("(.+)-[0-9]+");

    /** The topics in {@code directory}, which need not exist. */
    static TopicFiles in(Path directory) {
        if (!Files.isDirectory(directory)) {
            return new TopicFiles(Set.of());
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return new TopicFiles(entries.filter(Files::isDirectory)
                    .map(entry -> PARTITION.matcher(String.valueOf(entry.getFileName())))
                    .filter(Matcher::matches)
                    .map(partition -> partition.group(1))
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
