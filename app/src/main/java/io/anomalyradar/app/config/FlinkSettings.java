package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.integer;

import io.anomalyradar.model.settings.ConfigKey;
import java.util.List;

/** The keys of our own Flink cluster. */
final class FlinkSettings {
    static final ConfigKey<Integer> FILES_PORT = ConfigKey.of(
            "embedded.flink.files-port",
            integer(0, 65_535),
            "0",
            "Port on which our own Flink cluster serves the job's files to itself, on the loopback address."
                    + " 0: any free one.");

    static final List<ConfigKey<?>> KEYS = List.of(FILES_PORT);

    private FlinkSettings() {}
}
