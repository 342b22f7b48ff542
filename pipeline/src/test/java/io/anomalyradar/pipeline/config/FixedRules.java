package io.anomalyradar.pipeline.config;

import io.anomalyradar.bus.control.ControlState;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.SilenceBook;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import java.nio.charset.StandardCharsets;
import org.apache.flink.metrics.MetricGroup;

/** Fixed settings, and the rules and patterns of one version of the configuration. */
public final class FixedRules implements SettingsSource {
    private static final long serialVersionUID = 1;

    private final FixedSettings settings;
    private final String document;

    public FixedRules(DetectorConfig detector, JointConfig joint, String document) {
        this.settings = new FixedSettings(detector, joint);
        this.document = document;
    }

    @Override
    public SettingsInForce open(MetricGroup operator) {
        return settings.open(operator);
    }

    @Override
    public Deletions openDeletions() {
        return settings.openDeletions();
    }

    @Override
    public RulesInForce openRules(MetricGroup operator) {
        try {
            ConfigTimeline timeline = ConfigTimeline.EMPTY.with(0, 0, document.getBytes(StandardCharsets.UTF_8));
            ControlState state = new ControlState(timeline, new DeviceRegistry(), new SilenceBook(), 0);
            return new RulesInForce(() -> state, () -> {}, RadarMetrics.below(operator));
        } catch (SettingsException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }
}
