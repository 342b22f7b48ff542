package io.anomalyradar.quality.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.quality.behaviour.Expectations;
import io.anomalyradar.quality.behaviour.Expectations.Quiet;
import io.anomalyradar.quality.behaviour.Expectations.Range;
import io.anomalyradar.quality.behaviour.Expectations.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Worlds in the shape of what operators reported of other tools: {@code <kind>-<draw>.csv[.gz]} with {@code
 * timestamp,value}, and {@code expect.json}: for each file its kind and {@code tell}, {@code quiet}, {@code
 * no_critical}, {@code expected}, {@code band} (see {@link Expectations}).
 */
public final class BehaviourFolder {
    private final Path folder;

    /** The worlds below {@code folder}. */
    public BehaviourFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The worlds, by name.
     *
     * @throws IOException if they cannot be read, or a file has no entry
     */
    public List<BehaviourRecording> recordings() throws IOException {
        JsonNode all = new ObjectMapper().readTree(folder.resolve("expect.json").toFile());
        List<BehaviourRecording> recordings = new ArrayList<>();
        for (CsvFile file : CsvFile.at(folder)) {
            JsonNode one = all.path(file.stem() + ".csv");
            if (one.isMissingNode()) {
                throw new IOException(file.path() + " has no entry in expect.json");
            }
            Recording recording =
                    new Recording(file.name(), one.path("kind").asText(), file, null, Duration.ofSeconds(1), 0);
            recordings.add(new BehaviourRecording(recording, expectations(one)));
        }
        return recordings;
    }

    private static Expectations expectations(JsonNode one) {
        return new Expectations(
                each(one.path("tell"), BehaviourFolder::span),
                each(
                        one.path("quiet"),
                        node -> new Quiet(
                                node.path(0).asInt(),
                                node.path(1).asInt(),
                                node.path(2).asInt())),
                each(one.path("no_critical"), BehaviourFolder::span),
                range(one.path("expected")),
                range(one.path("band")));
    }

    private static Span span(JsonNode node) {
        return new Span(node.path(0).asInt(), node.path(1).asInt());
    }

    private static <T> List<T> each(JsonNode nodes, Function<JsonNode, T> made) {
        List<T> all = new ArrayList<>();
        nodes.forEach(node -> all.add(made.apply(node)));
        return all;
    }

    private static @Nullable Range range(JsonNode node) {
        return node.isMissingNode()
                ? null
                : new Range(node.path(0).asDouble(), node.path(1).asDouble());
    }
}
