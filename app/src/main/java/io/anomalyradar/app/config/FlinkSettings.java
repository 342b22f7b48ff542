package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.text;
import static io.anomalyradar.model.settings.ValueType.url;

import io.anomalyradar.model.settings.ConfigKey;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the Flink cluster: an existing one, or ports of our own. */
final class FlinkSettings {
    private static final ConfigKey<URI> ADDRESS = ConfigKey.of(
            "flink.address",
            url(),
            "",
            "REST address of an existing Flink cluster that runs the job, as 'radar job submit' starts it. Unset: 'radar"
                    + " up' runs the job itself.");
    private static final ConfigKey<String> SAVEPOINTS = ConfigKey.of(
            "flink.savepoints",
            text("a directory or URI that all processes of the cluster reach"),
            "",
            "Where 'radar job' saves the state of the job. Unset: where the cluster's execution.checkpointing.savepoint-dir"
                    + " says.");
    static final ConfigKey<Integer> FILES_PORT = ConfigKey.of(
            "embedded.flink.files-port",
            integer(0, 65_535),
            "0",
            "Port on which our own Flink cluster serves the job's files to itself, on the loopback address."
                    + " 0: any free one.");

    static final List<ConfigKey<?>> KEYS = List.of(ADDRESS, SAVEPOINTS, FILES_PORT);

    private FlinkSettings() {}

    /** The existing cluster; null: our own. */
    static @Nullable FlinkConfig read(EffectiveConfig config) {
        URI address = config.optional(ADDRESS);
        return address == null ? null : new FlinkConfig(address, config.optional(SAVEPOINTS));
    }
}
