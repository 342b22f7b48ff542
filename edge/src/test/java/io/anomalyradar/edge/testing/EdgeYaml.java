package io.anomalyradar.edge.testing;

import io.anomalyradar.edge.settings.EdgeConfig;
import io.anomalyradar.edge.settings.EdgeSection;
import io.anomalyradar.edge.settings.EdgeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configurations written to a file and read as the command reads them. */
public final class EdgeYaml {
    private EdgeYaml() {}

    /** A configuration with this section of sources. */
    private static EdgeConfig withSources(Path directory, String sources) throws IOException {
        Path file = directory.resolve("edge.yaml");
        Files.writeString(
                file,
                """
                gateway:
                  name: gate-1
                  status-port: 0
                uplink.url: http://127.0.0.1:9
                buffer.directory: %s
                sources:
                %s
                """
                        .formatted(directory.resolve("buffer"), sources.indent(2)));
        return EdgeSettings.read(file, Map.of(), Map.of());
    }

    /** The section of the one source in {@code sources}. */
    public static EdgeSection section(Path directory, String sources) throws IOException {
        return withSources(directory, sources).sources().values().iterator().next();
    }
}
