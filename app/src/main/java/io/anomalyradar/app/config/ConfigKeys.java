package io.anomalyradar.app.config;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All keys there are, in the order in which the documentation shows them. */
public final class ConfigKeys {
    static final ConfigKey<String> DATA_DIR = ConfigKey.of(
            "data.dir",
            ValueType.path("a directory"),
            "./data",
            "Where everything is kept: the log, the state, the history, temporary files. One running instance each.");

    /** Every key by its name. */
    public static final Map<String, ConfigKey<?>> BY_NAME = byName(Stream.of(
                    List.<ConfigKey<?>>of(DATA_DIR),
                    ServerSettings.KEYS,
                    KafkaSettings.KEYS,
                    PipelineSettings.KEYS,
                    DetectorSettings.KEYS,
                    JointSettings.KEYS,
                    HistorySettings.KEYS,
                    AlertSettings.KEYS,
                    HostSettings.KEYS,
                    DemoSettings.KEYS)
            .flatMap(List::stream));

    private ConfigKeys() {}

    /** The declaration of {@code name}, which may be one of the free names under {@code kafka.client.}; else null. */
    static @Nullable ConfigKey<?> find(String name) {
        ConfigKey<?> declared = BY_NAME.get(name);
        return declared == null && KafkaSettings.isClientProperty(name) ? KafkaSettings.clientProperty(name) : declared;
    }

    /** The key that {@code variable} sets; null: none. */
    static @Nullable String ofEnvironment(String variable) {
        for (ConfigKey<?> key : BY_NAME.values()) {
            if (key.environmentName().equals(variable)) {
                return key.name();
            }
        }
        String key = keyLike(variable);
        return KafkaSettings.isClientProperty(key) ? key : null;
    }

    /** RADAR_KAFKA_CLIENT_SASL_MECHANISM as kafka.client.sasl.mechanism. */
    static String keyLike(String variable) {
        return variable.substring("RADAR_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** The declared key that is written most like {@code name}. */
    static String nearest(String name) {
        return Collections.min(BY_NAME.keySet(), Comparator.comparingInt(key -> distance(key, name)));
    }

    /** Levenshtein's distance; dots and hyphens count as the same. */
    private static int distance(String left, String right) {
        String a = left.replace('-', '.');
        String b = right.replace('-', '.').replace('_', '.');
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static Map<String, ConfigKey<?>> byName(Stream<ConfigKey<?>> keys) {
        Map<String, ConfigKey<?>> all = new LinkedHashMap<>();
        keys.forEach(key -> {
            if (all.put(key.name(), key) != null) {
                throw new IllegalStateException(key.name() + " is declared twice");
            }
        });
        return Collections.unmodifiableMap(all);
    }
}
