package io.anomalyradar.server.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The identity of this server in consumer groups: random, made once, kept in its data directory. */
public final class MemberId {
    private static final String FILE = "server-id";

    private MemberId() {}

    /**
     * The id in {@code directory}; creates one when there is none.
     *
     * @throws UncheckedIOException when the directory cannot be read or written
     */
    public static String in(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            if (Files.exists(file)) {
                String known = Files.readString(file, StandardCharsets.US_ASCII).strip();
                if (!known.isEmpty()) {
                    return known;
                }
            }
            Files.createDirectories(directory);
            String made = UUID.randomUUID().toString();
            Files.writeString(file, made, StandardCharsets.US_ASCII);
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the server's id " + file + " cannot be read or written: see that the directory can be written",
                    failed);
        }
    }
}
