package io.anomalyradar.pipeline.config;

import io.anomalyradar.bus.control.ControlState;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.model.control.DeviceSettings;
import io.anomalyradar.model.control.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that hold for a device at an append time. A version that is read only after its time has come holds from the next
 * frame on; that is counted and logged, because a replay applies it from its time on. Not thread-safe: one per subtask.
 */
public final class SettingsInForce implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsInForce.class);
    private static final int CACHED_DEVICES = 65_536;
    private static final ConfigVersion RELEASE = new ConfigVersion(
            new ConfigDocument(0, 0, "", "", ConfigDocument.releaseDefaults(), List.of(), new TreeMap<>()),
            -1,
            Long.MIN_VALUE);

    private final Supplier<ControlState> source;
    private final AutoCloseable resource;
    private final Counter late;
    private final Map<String, Resolved> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Resolved> eldest) {
            return size() > CACHED_DEVICES;
        }
    };
    private ControlState known;
    private long newestMillis = Long.MIN_VALUE;
    private int newestVersion;
    private @Nullable Resolved common;

    /**
     * Settings of one device under one version and placement. The same object is returned for as long as nothing changes.
     *
     * @param version the number of the version; 0: the release's defaults, because there is no version
     */
    public record Resolved(int version, Placement placement, DeviceSettings settings) {}

    /** @param resource is closed with this */
    SettingsInForce(Supplier<ControlState> source, AutoCloseable resource, MetricGroup radar) {
        this.source = source;
        this.resource = resource;
        this.known = source.get();
        late = radar.counter("configLate");
        radar.gauge("configVersion", () -> newestVersion);
    }

    /** The settings of {@code device} for telemetry appended at {@code appendTimeMillis}. */
    public Resolved of(String device, long appendTimeMillis) {
        ControlState now = source.get();
        if (now != known) {
            changed(now);
        }
        newestMillis = Math.max(newestMillis, appendTimeMillis);
        ConfigVersion found = now.config().at(appendTimeMillis);
        ConfigVersion version = found == null ? RELEASE : found;
        newestVersion = Math.max(newestVersion, version.number());
        if (version.document().overrides().isEmpty()) {
            return common(version);
        }
        Placement placement = now.devices().placementAt(device, appendTimeMillis);
        Resolved cached = cache.get(device);
        if (cached != null
                && cached.version() == version.number()
                && cached.placement().equals(placement)) {
            return cached;
        }
        Resolved resolved =
                new Resolved(version.number(), placement, DeviceSettings.of(version.document(), device, placement));
        cache.put(device, resolved);
        return resolved;
    }

    /** Whether what was known of {@code device} up to {@code appendTimeMillis} was deleted since. */
    public boolean isDeleted(String device, long appendTimeMillis) {
        return source.get().devices().isDeleted(device, appendTimeMillis);
    }

    private Resolved common(ConfigVersion version) {
        Resolved resolved = common;
        if (resolved == null || resolved.version() != version.number()) {
            resolved = new Resolved(
                    version.number(), Placement.NONE, DeviceSettings.of(version.document(), "", Placement.NONE));
            common = resolved;
        }
        return resolved;
    }

    private void changed(ControlState now) {
        ConfigTimeline before = known.config();
        known = now;
        ConfigVersion newest = now.config().newest();
        if (newest != null && !newest.equals(before.newest()) && newest.effectiveFromMillis() <= newestMillis) {
            late.inc();
            LOG.warn(
                    "configuration version {} was read {} ms after its time: it holds from the next frame on",
                    newest.number(),
                    newestMillis - newest.effectiveFromMillis());
        }
    }

    @Override
    public void close() throws Exception {
        resource.close();
    }
}
