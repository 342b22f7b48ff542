package io.anomalyradar.app.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process of SQL is to do. It travels through the process's standard input, because it may contain secrets.
 *
 * @param sql the script
 * @param from what was appended then or later is read; null: everything
 * @param limit of the rows of a question; null: a job, which runs until its input ends
 * @param directory for snapshots and the log; used by one process at a time
 */
record SqlTask(
        String sql,
        @Nullable Instant from,
        @Nullable Integer limit,
        Path directory,
        KafkaConfig kafka,
        Duration maxClockSkew,
        Duration stateRetention) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One line. */
    String toLine() {
        ObjectNode json = JSON.createObjectNode()
                .put("sql", sql)
                .put("directory", directory.toString())
                .put("servers", kafka.bootstrapServers())
                .put("prefix", kafka.topics().prefix())
                .put("partitions", kafka.partitions())
                .put("replicas", kafka.replicationFactor())
                .put("skew", maxClockSkew.toMillis())
                .put("retention", stateRetention.toMillis());
        if (from != null) {
            json.put("from", from.toEpochMilli());
        }
        if (limit != null) {
            json.put("limit", limit);
        }
        ObjectNode client = json.putObject("client");
        kafka.clientProperties().forEach(client::put);
        return json.toString();
    }

    static SqlTask of(String line) throws JsonProcessingException {
        JsonNode json = JSON.readTree(line);
        Map<String, String> client = new HashMap<>();
        json.path("client")
                .properties()
                .forEach(entry -> client.put(entry.getKey(), entry.getValue().asText()));
        KafkaConfig kafka = new KafkaConfig(
                json.path("servers").asText(),
                new TopicNames(json.path("prefix").asText()),
                json.path("partitions").asInt(),
                json.path("replicas").asInt(),
                client);
        return new SqlTask(
                json.path("sql").asText(),
                json.has("from") ? Instant.ofEpochMilli(json.path("from").asLong()) : null,
                json.has("limit") ? (Integer) json.path("limit").asInt() : null,
                Path.of(json.path("directory").asText()),
                kafka,
                Duration.ofMillis(json.path("skew").asLong()),
                Duration.ofMillis(json.path("retention").asLong()));
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return (limit == null ? "job in " : "question in ") + directory;
    }
}
