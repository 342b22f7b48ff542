package io.anomalyradar.app.command;

import io.anomalyradar.app.config.ConfigReader;
import io.anomalyradar.app.config.EffectiveConfig;
import io.anomalyradar.app.config.OpenDoors;
import io.anomalyradar.app.config.RadarConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --config} and {@code --set}: the configuration of a command. */
public final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file; else the one named by RADAR_CONFIG, else radar.yaml where there is one.")
    @Nullable
    Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set one key; may be repeated.")
    Map<String, String> assignments = new LinkedHashMap<>();

    @Mixin
    VerboseOption verbose = new VerboseOption();

    /** Throws {@link io.anomalyradar.app.config.ConfigException}. */
    public EffectiveConfig effective() {
        return new ConfigReader(System.getenv()).read(file, assignments);
    }

    /** As {@link #read}, with every way in for telemetry open. */
    public RadarConfig readWithAllDoors() {
        Map<String, String> opened = OpenDoors.all(effective());
        opened.putAll(assignments);
        return RadarConfig.of(new ConfigReader(System.getenv()).read(file, opened));
    }

    /** Throws {@link io.anomalyradar.app.config.ConfigException}. */
    public RadarConfig read() {
        return RadarConfig.of(effective());
    }
}
