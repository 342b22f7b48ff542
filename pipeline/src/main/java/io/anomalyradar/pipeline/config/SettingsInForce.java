package io.anomalyradar.pipeline.config;

import io.anomalyradar.bus.control.ControlState;
import io.anomalyradar.model.control.AlertRule;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.model.control.DeviceSettings;
import io.anomalyradar.model.control.Placement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that apply to a device at an append time. A version that is read only after its effective time applies
 * from the next frame on; that is counted and logged, because a replay applies it from its effective time on. Not
 * thread-safe: one per subtask.
 */
public final class SettingsInForce implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsInForce.class);
    private static final int CACHED_DEVICES = 65_536;
    private static final int CACHED_VERSIONS = 100;

    private final Supplier<ControlState> source;
    private final ConfigVersion fallback;
    private final Runnable resource;
    private final Counter late;
    private final Map<String, Resolved> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Resolved> eldest) {
            return size() > CACHED_DEVICES;
        }
    };
    private final Map<Integer, Resolved> common = new HashMap<>();
    private @Nullable Resolved latestCommon; // of the frame before, usually that of the next one too
    private ControlState known;
    private long newestMillis = Long.MIN_VALUE;
    private int newestVersion;

    /**
     * Settings of one device under one version and placement. The same object is returned until something changes.
     *
     * @param noDataMillis after how long without a record the silence of the device is an anomaly; 0: never. In {@link
     *     #common}: the least that any rule asks for
     * @param version the number of the version; 0: there is no version, so the settings are those that the job was
     *     started with
     */
    public record Resolved(int version, Placement placement, DeviceSettings settings, long noDataMillis) {}

    /**
     * @param defaults values of detector keys that apply as version 0 if there is no version
     * @param resource runs when this is closed
     */
    SettingsInForce(Supplier<ControlState> source, Map<String, Object> defaults, Runnable resource, MetricGroup radar) {
        SortedMap<String, Object> values = ConfigDocument.releaseDefaults();
        values.putAll(defaults);
        this.fallback = new ConfigVersion(
                new ConfigDocument(0, 0, "", "", values, List.of(), AlertingConfig.RELEASE, new TreeMap<>()),
                -1,
                Long.MIN_VALUE);
        this.source = source;
        this.resource = resource;
        this.known = source.get();
        late = radar.counter("configLate");
        radar.gauge("configVersion", () -> newestVersion);
    }

    /** The settings of {@code device} for telemetry appended at {@code appendTimeMillis}. */
    @SuppressWarnings("ReferenceEquality") // a state is published once
    public Resolved of(String device, long appendTimeMillis) {
        ControlState now = source.get();
        if (now != known) {
            changed(now);
        }
        newestMillis = Math.max(newestMillis, appendTimeMillis);
        ConfigVersion found = now.config().at(appendTimeMillis);
        ConfigVersion version = found == null ? fallback : found;
        newestVersion = Math.max(newestVersion, version.number());
        Resolved shared = common(version);
        if (version.document().overrides().isEmpty() && shared.noDataMillis() == 0) {
            return shared;
        }
        Placement placement = now.devices().placementAt(device, appendTimeMillis);
        Resolved cached = cache.get(device);
        if (cached != null
                && cached.version() == version.number()
                && cached.placement().equals(placement)) {
            return cached;
        }
        DeviceSettings own = DeviceSettings.of(version.document(), device, placement);
        DeviceSettings settings = own.isOverridden() ? own : shared.settings();
        long noData = shared.noDataMillis() == 0
                ? 0
                : leastNoData(version.document(), rule -> rule.selector().matches(device, placement));
        Resolved resolved = new Resolved(version.number(), placement, settings, noData);
        cache.put(device, resolved);
        return resolved;
    }

    /** The deletions of devices, from the same source. Closing it has no effect. */
    public Deletions deletions() {
        return new Deletions(source, () -> {});
    }

    private Resolved common(ConfigVersion version) {
        Resolved latest = latestCommon;
        if (latest != null && latest.version() == version.number()) {
            return latest;
        }
        if (common.size() > CACHED_VERSIONS) {
            common.clear();
        }
        latest = common.computeIfAbsent(
                version.number(),
                number -> new Resolved(
                        number,
                        Placement.NONE,
                        DeviceSettings.defaults(version.document()),
                        leastNoData(version.document(), rule -> true)));
        latestCommon = latest;
        return latest;
    }

    /** The shortest silence that one of the rules asks for; 0: none does. */
    private static long leastNoData(ConfigDocument document, Predicate<AlertRule> wanted) {
        return document.alerting().rules().stream()
                .filter(rule -> rule.enabled() && rule.noDataMillis() > 0)
                .filter(wanted)
                .mapToLong(AlertRule::noDataMillis)
                .min()
                .orElse(0);
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
    public void close() {
        resource.run();
    }
}
