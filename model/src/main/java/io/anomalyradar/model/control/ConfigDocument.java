package io.anomalyradar.model.control;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.KeyCatalog;
import io.anomalyradar.model.settings.RecordSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One whole version of the configuration: the detector's settings, and who is notified of what.
 *
 * @param version 1 and up; each is one more than the version it was made from
 * @param createdAtMillis by the writer's clock, for people; nothing is decided by it
 * @param author who made it, for people
 * @param comment why, for people
 * @param defaults the value of every key of the detector, of methods not in use as well
 * @param overrides applied to the defaults in this order; a later one wins
 * @param alerting from anomalies to people
 * @param deployed the detector settings of radar.yaml that were last merged into the defaults, where they differ from
 *     the
 *     release's; a restart with another radar.yaml changes only the keys that differ from these
 */
public record ConfigDocument(
        int version,
        long createdAtMillis,
        String author,
        String comment,
        SortedMap<String, Object> defaults,
        List<SettingsOverride> overrides,
        AlertingConfig alerting,
        SortedMap<String, Object> deployed) {
    public static final int MAX_OVERRIDES = 1_000;
    public static final int MAX_BYTES = 512 << 10;
    public static final int MAX_COMMENT_LENGTH = 1_024;

    public ConfigDocument {
        defaults = Collections.unmodifiableSortedMap(new TreeMap<>(defaults));
        overrides = List.copyOf(overrides);
        deployed = Collections.unmodifiableSortedMap(new TreeMap<>(deployed));
    }

    /** The release's value of every key. */
    public static SortedMap<String, Object> releaseDefaults() {
        SortedMap<String, Object> values = new TreeMap<>();
        for (ConfigKey<?> key : KeyCatalog.DETECTOR.keys()) {
            values.put(key.name(), key.parse(key.defaultText()));
        }
        return values;
    }

    /** The content of {@code base} as the version after it. */
    public ConfigDocument asVersion(int next, long nowMillis, String by, String reason) {
        return new ConfigDocument(next, nowMillis, by, reason, defaults, overrides, alerting, deployed);
    }

    /** Whether both configure every series in the same way: version, author, time and comment do not count. */
    public boolean hasContentOf(ConfigDocument other) {
        return defaults.equals(other.defaults)
                && overrides.equals(other.overrides)
                && alerting.equals(other.alerting)
                && deployed.equals(other.deployed);
    }

    /**
     * The settings of a series that {@code values} describe. Throws {@link IllegalArgumentException} when they
     * contradict.
     */
    static DetectorConfig detector(Map<String, Object> values) {
        return RecordSettings.read("detector", DetectorConfig.DEFAULT, values);
    }

    /**
     * The settings of the metrics of a device together. Throws {@link IllegalArgumentException} when they contradict.
     */
    static JointConfig joint(Map<String, Object> values) {
        return RecordSettings.read("detector.multivariate", JointConfig.DEFAULT, values);
    }
}
