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
            "Whether the metrics of a device are also evaluated jointly.");
    private static final ConfigKey<Integer> LEAST_METRICS = ConfigKey.of(
            "detector.multivariate.least-metrics",
            integer(2, 256),
            shown(DEFAULT.leastMetrics()),
            "Devices with fewer metrics are not evaluated jointly.");
    private static final ConfigKey<Integer> MAX_METRICS = ConfigKey.of(
            "detector.multivariate.max-metrics",
            integer(2, 256),
            shown(DEFAULT.maxMetrics()),
            "Number of metrics of a device that are evaluated jointly: the first to appear.");
    private static final ConfigKey<Integer> HOLD = ConfigKey.of(
            "detector.multivariate.hold",
            integer(0, 10_000),
            shown(DEFAULT.hold()),
            "Number of rows for which a missing metric keeps its last value.");
    private static final ConfigKey<Integer> FRAMES = ConfigKey.of(
            "detector.multivariate.frames",
            integer(1, Integer.MAX_VALUE),
            shown(DEFAULT.frames()),
            "A row is evaluated once half of the metrics have arrived, and at the latest after this many frames.");

    private static final ConfigKey<Double> THRESHOLD = ConfigKey.of(
            "detector.multivariate.threshold",
            decimal(0, 100),
            shown(DEFAULT.threshold()),
            "Peak score from which anomalies of a device are emitted: each additional 1 means about ten times fewer. It rises with each emission, and"
                    + " comes back: see detector.budget.");

    public static final List<ConfigKey<?>> KEYS = List.of(ENABLED, LEAST_METRICS, MAX_METRICS, HOLD, FRAMES, THRESHOLD);

    private JointSettings() {}
}
