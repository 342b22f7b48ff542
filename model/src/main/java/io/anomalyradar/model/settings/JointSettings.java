package io.anomalyradar.model.settings;

import static io.anomalyradar.detector.multivariate.JointConfig.DEFAULT;
import static io.anomalyradar.model.settings.ValueType.decimal;
import static io.anomalyradar.model.settings.ValueType.flag;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.shown;

import java.util.List;

/** The keys of the detector of several metrics together. */
public final class JointSettings {
    private static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
            "detector.multivariate.enabled",
            flag(),
            Boolean.toString(DEFAULT.enabled()),
            "Whether the metrics of a device are also judged together.");
    private static final ConfigKey<Integer> LEAST_METRICS = ConfigKey.of(
            "detector.multivariate.least-metrics",
            integer(2, 256),
            shown(DEFAULT.leastMetrics()),
            "Devices with fewer metrics are not.");
    private static final ConfigKey<Integer> MAX_METRICS = ConfigKey.of(
            "detector.multivariate.max-metrics",
            integer(2, 256),
            shown(DEFAULT.maxMetrics()),
            "How many metrics of a device are looked at together: the first to appear.");
    private static final ConfigKey<Integer> HOLD = ConfigKey.of(
            "detector.multivariate.hold",
            integer(0, 10_000),
            shown(DEFAULT.hold()),
            "For how many rows a metric that does not come keeps its last value.");
    private static final ConfigKey<Integer> FRAMES = ConfigKey.of(
            "detector.multivariate.frames",
            integer(1, Integer.MAX_VALUE),
            shown(DEFAULT.frames()),
            "A row is judged when half of the metrics have come, and at the latest after so many frames.");

    private static final ConfigKey<Double> THRESHOLD = ConfigKey.of(
            "detector.multivariate.threshold",
            decimal(0, 100),
            shown(DEFAULT.threshold()),
            "Peak score from which anomalies of a device are told: one more is about ten times fewer of them. It rises with each that is told, and"
                    + " comes back: see detector.budget.");

    public static final List<ConfigKey<?>> KEYS = List.of(ENABLED, LEAST_METRICS, MAX_METRICS, HOLD, FRAMES, THRESHOLD);

    private JointSettings() {}
}
