package io.anomalyradar.pipeline.config;

import io.anomalyradar.bus.control.ControlState;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.model.control.DeviceJson;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.RegisteredDevice;
import io.anomalyradar.model.control.SilenceBook;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/** The content of the control topics in memory: records are added as a broker would append them. */
public final class MemorySettings implements SettingsSource {
    private static final long serialVersionUID = 1;

    private transient volatile ControlState state =
            new ControlState(ConfigTimeline.EMPTY, new DeviceRegistry(), new SilenceBook(), 0);
    private long offset;

    @Override
    public SettingsInForce open(MetricGroup operator) {
        return new SettingsInForce(() -> state, Map.of(), () -> {}, RadarMetrics.below(operator));
    }

    @Override
    public Deletions openDeletions() {
        return new Deletions(() -> state, () -> {});
    }

    @Override
    public RulesInForce openRules(MetricGroup operator) {
        return new RulesInForce(() -> state, () -> {}, RadarMetrics.below(operator));
    }

    /** Appends a version. */
    public void version(long appendTimeMillis, String document) throws SettingsException {
        ControlState before = state;
        ConfigTimeline config =
                before.config().with(offset++, appendTimeMillis, document.getBytes(StandardCharsets.UTF_8));
        state = new ControlState(config, before.devices(), before.silences(), before.changes() + 1);
    }

    /** Appends an entry of {@code device} as a server makes it. */
    public void device(long appendTimeMillis, String device, String entry) throws SettingsException {
        DeviceEntry wanted = DeviceJson.read(entry.getBytes(StandardCharsets.UTF_8), device);
        append(appendTimeMillis, known(device).next(wanted));
    }

    /** Appends the deletion of {@code device}. */
    public void deletion(long appendTimeMillis, String device) throws SettingsException {
        append(appendTimeMillis, known(device).entry().asDeleted());
    }

    private RegisteredDevice known(String device) {
        RegisteredDevice known = state.devices().find(device);
        return known == null ? new RegisteredDevice(DeviceEntry.named(device), -1, 0) : known;
    }

    private void append(long appendTimeMillis, DeviceEntry entry) throws SettingsException {
        ControlState before = state;
        before.devices().add(entry.device(), offset++, appendTimeMillis, DeviceJson.write(entry));
        state = new ControlState(before.config(), before.devices(), before.silences(), before.changes() + 1);
    }
}
