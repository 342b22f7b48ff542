package io.anomalyradar.app.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.server.sqljobs.SqlJob;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** The file that makes a directory that of a job: what its author gave. Written last, deleted first. */
final class JobFile {
    private static final String NAME = "job.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private JobFile() {}

    static boolean isIn(Path directory) {
        return Files.isRegularFile(directory.resolve(NAME));
    }

    static void write(Path directory, SqlJob job) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("name", job.name())
                .put("sql", job.sql())
                .put("createdBy", job.createdBy())
                .put("createdAt", job.createdAt().toString());
        Instant from = job.from();
        if (from != null) {
            json.put("from", from.toString());
        }
        Path part = directory.resolve(NAME + ".part");
        Files.writeString(part, json.toString());
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(part, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static SqlJob read(Path directory) throws IOException {
        JsonNode json = JSON.readTree(Files.readString(directory.resolve(NAME)));
        return new SqlJob(
                json.path("name").asText(),
                json.path("sql").asText(),
                json.has("from") ? Instant.parse(json.path("from").asText()) : null,
                json.path("createdBy").asText(),
                Instant.parse(json.path("createdAt").asText()),
                SqlJob.State.STARTING,
                "",
                0);
    }

    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
    }
}
