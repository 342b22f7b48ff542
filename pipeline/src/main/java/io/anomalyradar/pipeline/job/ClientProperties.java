package io.anomalyradar.pipeline.job;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Kafka client properties from a file, which is where secrets belong: other users can see command lines. */
final class ClientProperties {
    private ClientProperties() {}

    /**
     * The properties in {@code file}; empty if it is null.
     *
     * @throws IllegalArgumentException if the file cannot be read
     */
    static Map<String, String> read(@Nullable String file) {
        if (file == null) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "kafka.client-properties must be a readable properties file, was '" + file + "'", unreadable);
        }
        Map<String, String> read = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }
}
