package io.anomalyradar.pipeline.config;

import io.anomalyradar.bus.control.ControlState;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.settings.RecordSettings;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.metrics.MetricGroup;

/** One version that never changes and an empty registry: for jobs without control topics. */
public final class FixedSettings implements SettingsSource {
    private static final long serialVersionUID = 1;

    private final TreeMap<String, Object> settings = new TreeMap<>(ConfigDocument.releaseDefaults());

    public FixedSettings(DetectorConfig detector, JointConfig joint) {
        RecordSettings.write("detector", detector, settings);
        RecordSettings.write("detector.multivariate", joint, settings);
    }

    @Override
    public SettingsInForce open(MetricGroup operator) {
        SortedMap<String, Object> none = new TreeMap<>();
        ConfigDocument document = new ConfigDocument(1, 0, "", "", settings, List.of(), none);
        try {
            ConfigTimeline timeline = ConfigTimeline.EMPTY.with(0, 0, ConfigJson.write(document));
            ControlState state = new ControlState(timeline, new DeviceRegistry(), 1);
            return new SettingsInForce(() -> state, () -> {}, RadarMetrics.below(operator));
        } catch (SettingsException impossible) {
            throw new IllegalStateException("settings of records are valid", impossible);
        }
    }
}
