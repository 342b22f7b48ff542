package io.anomalyradar.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The whole answer to a question, in a temporary file that exists until this is closed. */
public record ExportedFile(Path file, long rows, long bytes) implements AutoCloseable {
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete the exported file " + file, failure);
        }
    }
}
