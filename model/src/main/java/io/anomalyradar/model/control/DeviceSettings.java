package io.anomalyradar.model.control;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one device's series under one version of the configuration: the defaults, then every matching
 * override in order. An override that contradicts those before it (each is consistent with the defaults, two together
 * may not be) is left out, for that series. Resolved settings are remembered. Not thread-safe.
 */
public final class DeviceSettings {
    private final Map<String, Object> defaults;
    private final List<SettingsOverride> overrides;
    private final Map<String, DetectorConfig> byMetric = new HashMap<>();
    private @Nullable DetectorConfig whole;
    private @Nullable JointConfig joint;

    private DeviceSettings(Map<String, Object> defaults, List<SettingsOverride> overrides) {
        this.defaults = defaults;
        this.overrides = overrides;
    }

    /** The settings of {@code device}, which is in {@code placement}. O(overrides). */
    public static DeviceSettings of(ConfigDocument document, String device, Placement placement) {
        return new DeviceSettings(
                document.defaults(),
                document.overrides().stream()
                        .filter(override -> override.selector().matches(device, placement))
                        .toList());
    }

    /** The settings of a device that no override applies to. */
    public static DeviceSettings defaults(ConfigDocument document) {
        return new DeviceSettings(document.defaults(), List.of());
    }

    /** The settings of the series {@code metric}. */
    public DetectorConfig detector(String metric) {
        return overrides.isEmpty() ? whole() : byMetric.computeIfAbsent(metric, this::resolvedFor);
    }

    private DetectorConfig resolvedFor(String metric) {
        return resolved(
                ConfigDocument::detector,
                override -> override.selector().metric().matches(metric));
    }

    /** The settings of the whole device: from overrides that name no metrics. */
    public DetectorConfig whole() {
        DetectorConfig known = whole;
        if (known == null) {
            known = resolved(
                    ConfigDocument::detector, override -> !override.selector().namesMetrics());
            whole = known;
        }
        return known;
    }

    /** The settings for the joint score of the metrics. */
    public JointConfig joint() {
        JointConfig known = joint;
        if (known == null) {
            known = resolved(
                    ConfigDocument::joint, override -> !override.selector().namesMetrics());
            joint = known;
        }
        return known;
    }

    private <R> R resolved(Function<Map<String, Object>, R> read, Predicate<SettingsOverride> applies) {
        R settings = read.apply(defaults);
        Map<String, Object> values = defaults;
        for (SettingsOverride override : overrides) {
            if (applies.test(override)) {
                Map<String, Object> changed = new TreeMap<>(values);
                changed.putAll(override.settings());
                try {
                    settings = read.apply(changed);
                    values = changed;
                } catch (IllegalArgumentException contradiction) {
                    // left out, as the type's documentation says
                }
            }
        }
        return settings;
    }

    /** Whether any override applies to some of its metrics; if not, all series have the defaults. */
    public boolean isOverridden() {
        return !overrides.isEmpty();
    }
}
