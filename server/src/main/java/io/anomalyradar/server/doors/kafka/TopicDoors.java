package io.anomalyradar.server.doors.kafka;

import io.anomalyradar.bus.Door;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.ingest.DoorMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The topics that a file of mappings names, each a door of its own. */
public final class TopicDoors {
    private final List<TopicMapping> mappings;

    private TopicDoors(List<TopicMapping> mappings) {
        this.mappings = mappings;
    }

    /** Throws {@link IllegalArgumentException} when the file cannot be read; the message says what is wrong. */
    public static TopicDoors of(Path file) {
        return new TopicDoors(MappingFile.read(file));
    }

    /** The names of the doors. */
    public List<String> names() {
        return mappings.stream().map(TopicDoors::name).toList();
    }

    private static String name(TopicMapping mapping) {
        return "kafka " + mapping.topic();
    }

    /** Begins to read. */
    public List<AutoCloseable> start(
            KafkaConfig kafka,
            Function<String, Door> door,
            Function<String, DoorMetrics> metrics,
            MeterRegistry meters) {
        return mappings.stream()
                .<AutoCloseable>map(mapping ->
                        new TopicDoor(mapping, kafka, door.apply(name(mapping)), metrics.apply(name(mapping)), meters))
                .toList();
    }
}
