package io.anomalyradar.app.config;

import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.notify.Secrets;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.common.MapBackedConfigSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Reads the configuration: command line before environment before file before defaults. */
public final class ConfigReader {
    /** Read when it is there and no other file is named. */
    public static final Path DEFAULT_FILE = Path.of("radar.yaml");
    /** Names the file. */
    public static final String FILE_VARIABLE = "RADAR_CONFIG";

    /**
     * Variables with the prefix of settings that are not settings: the file, those that the script passes to Java, and the
     * key of client commands.
     */
    private static final Set<String> NOT_SETTINGS =
            Set.of(FILE_VARIABLE, "RADAR_JAVA_OPTS", "RADAR_HOME", "RADAR_KEY", "RADAR_KEY_FILE");

    private final Map<String, String> environment;

    public ConfigReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The effective settings, each checked.
     *
     * @param file named on the command line; null: that of {@value #FILE_VARIABLE}, otherwise radar.yaml if it exists
     * @param assignments {@code key=value} from the command line
     * @throws ConfigException with every unknown key and every value that is not accepted
     */
    public EffectiveConfig read(@Nullable Path file, Map<String, String> assignments) {
        List<Layer> layers = List.of(commandLine(assignments), environmentLayer(), fileLayer(chosen(file)));
        List<String> unknown = new ArrayList<>();
        layers.forEach(layer -> unknown.addAll(layer.unknown()));
        if (!unknown.isEmpty()) {
            throw new ConfigException(unknown);
        }
        return effective(layers).checked();
    }

    private static EffectiveConfig effective(List<Layer> layers) {
        SmallRyeConfig merged = new SmallRyeConfigBuilder()
                .withSources(layers.stream().map(Layer::source).toList())
                .build();
        Map<String, ConfigKey<?>> keys = new LinkedHashMap<>(ConfigKeys.BY_NAME);
        layers.forEach(layer -> layer.values().keySet().forEach(name -> keys.computeIfAbsent(name, ConfigKeys::find)));
        Map<String, Setting> settings = new LinkedHashMap<>();
        keys.forEach((name, key) -> {
            var found = merged.getConfigValue(name);
            String text = found.getValue();
            settings.put(
                    name,
                    text == null
                            ? new Setting(key, key.defaultText(), Setting.DEFAULT)
                            : new Setting(key, text.strip(), origin(layers, found.getConfigSourceName(), key)));
        });
        return new EffectiveConfig(settings);
    }

    private static String origin(List<Layer> layers, String sourceName, ConfigKey<?> key) {
        if (sourceName.equals(Layer.ENVIRONMENT)) {
            return "environment " + key.environmentName();
        }
        return layers.stream()
                .filter(layer -> layer.name().equals(sourceName))
                .findFirst()
                .map(layer -> layer.origin(key.name()))
                .orElse(sourceName);
    }

    private Layer commandLine(Map<String, String> assignments) {
        return Layer.of("--set", 400, assignments);
    }

    private Layer environmentLayer() {
        Map<String, String> values = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (!variable.startsWith("RADAR_")
                    || NOT_SETTINGS.contains(variable)
                    || variable.startsWith(Secrets.VARIABLE)) {
                return;
            }
            String key = ConfigKeys.ofEnvironment(variable);
            if (key == null) {
                unknown.add("environment variable " + variable + " is not a setting; "
                        + ConfigKey.environmentName(ConfigKeys.nearest(ConfigKeys.keyLike(variable)))
                        + " is the nearest; 'radar config print' lists all");
            } else if (!text.isBlank()) {
                values.put(key, text);
            }
        });
        return new Layer(Layer.ENVIRONMENT, 300, values, unknown, Map.of());
    }

    private @Nullable Path chosen(@Nullable Path file) {
        if (file != null) {
            return file;
        }
        String variable = environment.get(FILE_VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return Path.of(variable);
        }
        return Files.exists(DEFAULT_FILE) ? DEFAULT_FILE : null;
    }

    private static Layer fileLayer(@Nullable Path file) {
        if (file == null) {
            return Layer.of("file", 100, Map.of());
        }
        Map<String, String> values = new TreeMap<>();
        Map<String, Integer> lines = new TreeMap<>();
        YamlFile.read(file).forEach((name, entry) -> {
            values.put(name, entry.text());
            lines.put(name, entry.line());
        });
        return Layer.of(file.toString(), 100, values, lines);
    }

    /** One place that settings come from, and what in it is no setting. */
    private record Layer(
            String name, int ordinal, Map<String, String> values, List<String> unknown, Map<String, Integer> lines) {
        static final String ENVIRONMENT = "environment";

        static Layer of(String name, int ordinal, Map<String, String> texts) {
            return of(name, ordinal, texts, Map.of());
        }

        static Layer of(String name, int ordinal, Map<String, String> texts, Map<String, Integer> lines) {
            Map<String, String> values = new TreeMap<>();
            List<String> unknown = new ArrayList<>();
            texts.forEach((key, text) -> {
                if (ConfigKeys.find(key) == null) {
                    unknown.add(key + " (from " + origin(name, key, lines) + ") is not a setting; "
                            + ConfigKeys.nearest(key) + " is the nearest; 'radar config print' lists all");
                } else if (!text.isBlank()) {
                    values.put(key, text);
                }
            });
            return new Layer(name, ordinal, values, unknown, lines);
        }

        /** This place, with the line of {@code key} if it has lines. */
        String origin(String key) {
            return origin(name, key, lines);
        }

        private static String origin(String name, String key, Map<String, Integer> lines) {
            Integer line = lines.get(key);
            return line == null ? name : name + " line " + line;
        }

        ConfigSource source() {
            return new MapBackedConfigSource(name, values, ordinal) {};
        }
    }
}
