package io.anomalyradar.pipeline.config;

import io.anomalyradar.bus.control.ControlState;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.SilenceBook;
import io.anomalyradar.model.settings.RecordSettings;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import java.util.TreeMap;
import org.apache.flink.metrics.MetricGroup;

/** Fixed settings, as version 0, and an empty registry: for jobs without control topics. */
public final class FixedSettings implements SettingsSource {
    private static final long serialVersionUID = 1;

    private final TreeMap<String, Object> settings = new TreeMap<>();

    public FixedSettings(DetectorConfig detector, JointConfig joint) {
        RecordSettings.write("detector", detector, settings);
        RecordSettings.write("detector.multivariate", joint, settings);
    }

    @Override
    public SettingsInForce open(MetricGroup operator) {
        ControlState none = nothing();
        return new SettingsInForce(() -> none, settings, () -> {}, RadarMetrics.below(operator));
    }

    @Override
    public Deletions openDeletions() {
        ControlState none = nothing();
        return new Deletions(() -> none, () -> {});
    }

    @Override
    public RulesInForce openRules(MetricGroup operator) {
        ControlState none = nothing();
        return new RulesInForce(() -> none, () -> {}, RadarMetrics.below(operator));
    }

    private static ControlState nothing() {
        return new ControlState(ConfigTimeline.EMPTY, new DeviceRegistry(), new SilenceBook(), 0);
    }
}
