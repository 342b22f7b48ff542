package io.anomalyradar.app.config;

import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.DetectorSettings;
import io.anomalyradar.model.settings.JointSettings;
import io.anomalyradar.model.settings.KeyCatalog;
import io.anomalyradar.model.settings.PipelineSettings;
import io.anomalyradar.model.settings.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All keys there are, in the order in which the documentation shows them. */
public final class ConfigKeys {
    static final ConfigKey<String> DATA_DIR = ConfigKey.of(
            "data.dir",
            ValueType.path("a directory"),
            "./data",
            "Holds everything: the log, the state, the history and temporary files. Each running instance needs its own.");

    private static final KeyCatalog ALL = KeyCatalog.of(
            List.of(DATA_DIR),
            ServerSettings.KEYS,
            DoorSettings.KEYS,
            AccessSettings.KEYS,
            KafkaSettings.KEYS,
            PipelineSettings.KEYS,
            FlinkSettings.KEYS,
            DetectorSettings.KEYS,
            JointSettings.KEYS,
            HistorySettings.KEYS,
            LakeSettings.KEYS,
            AlertSettings.KEYS,
            SinkSettings.KEYS,
            TracingSettings.KEYS,
            HostSettings.KEYS,
            SqlSettings.KEYS,
            DemoSettings.KEYS);

    /** Every key by its name. */
    public static final Map<String, ConfigKey<?>> BY_NAME = ALL.byName();

    private ConfigKeys() {}

    /**
     * The declaration of {@code name}, which may be one of the free names under {@code kafka.client.}; otherwise null.
     */
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
        return ALL.nearest(name);
    }
}
