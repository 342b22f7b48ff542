package io.anomalyradar.pipeline.config;

import io.anomalyradar.alerting.AlertRules;
import io.anomalyradar.alerting.InForce;
import io.anomalyradar.alerting.Surroundings;
import io.anomalyradar.alerting.pattern.Patterns;
import io.anomalyradar.bus.control.ControlState;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.control.ChannelBudget;
import io.anomalyradar.model.control.ConfigVersion;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of alerts, the places of devices and the silences at an append time. Not thread-safe: one per subtask. */
public final class RulesInForce implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RulesInForce.class);
    private static final int CACHED_VERSIONS = 100;

    private final Supplier<ControlState> source;
    private final Runnable resource;
    private final Counter skipped;
    private final Map<Integer, AlertRules> compiled = new HashMap<>();
    private final IdentityHashMap<AlertRules, Patterns> patterns = new IdentityHashMap<>();

    /** @param resource runs when this is closed */
    RulesInForce(Supplier<ControlState> source, Runnable resource, MetricGroup radar) {
        this.source = source;
        this.resource = resource;
        this.skipped = radar.counter("rulesSkipped");
    }

    /** The rules at {@code appendTimeMillis}; the release's if there is no configuration. */
    private AlertRules at(long appendTimeMillis) {
        ConfigVersion version = source.get().config().at(appendTimeMillis);
        int number = version == null ? 0 : version.number();
        AlertRules known = compiled.get(number);
        if (known != null) {
            return known;
        }
        if (compiled.size() > CACHED_VERSIONS) {
            compiled.clear();
            patterns.clear();
        }
        AlertRules rules = AlertRules.lenient(
                version == null ? AlertingConfig.RELEASE : version.document().alerting(), this::skip);
        compiled.put(number, rules);
        return rules;
    }

    private void skip(String problem) {
        skipped.inc();
        LOG.error("a rule is skipped: {}", problem);
    }

    /** Whether a rule looks at what happened to a device. */
    public boolean readEvents(long appendTimeMillis) {
        return at(appendTimeMillis).readEvents();
    }

    /** The patterns at {@code appendTimeMillis}. */
    public Patterns patterns(long appendTimeMillis) {
        return patterns.computeIfAbsent(at(appendTimeMillis), AlertRules::patterns);
    }

    /** What decides about the alerts of {@code device} at {@code appendTimeMillis}. */
    public InForce of(String device, long appendTimeMillis) {
        ControlState now = source.get();
        return new InForce(
                at(appendTimeMillis),
                now.devices().placementAt(device, appendTimeMillis),
                now.devices().areaAt(device, appendTimeMillis),
                now.silences().all());
    }

    /** What decides about the incidents of an area at {@code appendTimeMillis}. */
    public Surroundings around(long appendTimeMillis) {
        return new Surroundings(at(appendTimeMillis), source.get().devices());
    }

    /** How many notifications the people behind {@code channel} accept at {@code appendTimeMillis}. */
    public ChannelBudget budget(String channel, long appendTimeMillis) {
        return at(appendTimeMillis).budget(channel);
    }

    @Override
    public void close() {
        resource.run();
    }
}
