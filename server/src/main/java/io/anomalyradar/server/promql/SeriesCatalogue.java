package io.anomalyradar.server.promql;

import io.anomalyradar.history.Field;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.SeriesOfDevice;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.RegisteredDevice;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.server.promql.SeriesMetrics.Named;
import io.anomalyradar.server.promql.engine.LabelSet;
import io.anomalyradar.server.promql.engine.QueryBudget;
import io.anomalyradar.server.promql.syntax.LabelMatcher;
import io.anomalyradar.server.promql.syntax.LabelNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which series exist, with their labels. A list of all of them is read from the store and used for a few seconds, so
 * that a page of panels reads it once. Thread-safe.
 */
final class SeriesCatalogue {
    private static final long FRESH_NANOS = 5_000_000_000L;
    /** A list that takes long to read is used longer: reading takes a twentieth of the time at most. */
    private static final long SHARE = 20;

    private final HistoryQueries store;
    private final Supplier<DeviceRegistry> registry;
    private List<SeriesOfDevice> devices = List.of();
    private long readNanos = System.nanoTime() - FRESH_NANOS;
    private long freshNanos;

    SeriesCatalogue(HistoryQueries store, Supplier<DeviceRegistry> registry) {
        this.store = store;
        this.registry = registry;
    }

    /** A metric of a series. */
    record Found(SeriesName series, Field field, LabelSet labels) {}

    /** Takes what was found; answers whether it wants more. */
    interface Taker {
        boolean take(Found found);
    }

    private synchronized List<SeriesOfDevice> devices() {
        long now = System.nanoTime();
        if (now - readNanos >= freshNanos) {
            devices = store.catalogue();
            readNanos = System.nanoTime();
            freshNanos = Math.max(FRESH_NANOS, SHARE * (readNanos - now));
        }
        return devices;
    }

    /** Gives every metric that all of {@code matchers} admit to {@code taker}, in the order of devices and metrics. */
    void find(List<LabelMatcher> matchers, QueryBudget budget, Taker taker) {
        List<LabelMatcher> ofDevice = matchers.stream()
                .filter(matcher -> !isOfMetric(matcher.label()))
                .toList();
        List<LabelMatcher> ofMetric =
                matchers.stream().filter(matcher -> isOfMetric(matcher.label())).toList();
        DeviceRegistry registered = registry.get();
        Map<String, List<Named>> admitted = new HashMap<>();
        for (SeriesOfDevice device : devices()) {
            budget.visit(1L + device.metrics().size());
            Map<String, String> labels = null;
            for (String metric : device.metrics()) {
                List<Named> names = admitted.computeIfAbsent(metric, unknown -> admitted(unknown, ofMetric));
                if (names.isEmpty()) {
                    continue;
                }
                if (labels == null) {
                    labels = labels(device, registered);
                    if (!admits(ofDevice, labels)) {
                        break;
                    }
                }
                labels.put("metric", metric);
                SeriesName series = new SeriesName(device.device(), metric);
                for (Named name : names) {
                    labels.put(LabelNames.NAME, name.name());
                    if (!taker.take(new Found(series, name.field(), LabelSet.of(labels)))) {
                        return;
                    }
                }
            }
        }
    }

    private static boolean isOfMetric(String label) {
        return label.equals(LabelNames.NAME) || label.equals("metric");
    }

    private static List<Named> admitted(String metric, List<LabelMatcher> matchers) {
        return SeriesMetrics.of(metric).stream()
                .filter(named -> admits(matchers, Map.of(LabelNames.NAME, named.name(), "metric", metric)))
                .toList();
    }

    private static boolean admits(List<LabelMatcher> matchers, Map<String, String> labels) {
        for (LabelMatcher matcher : matchers) {
            if (!matcher.matches(labels.getOrDefault(matcher.label(), ""))) {
                return false;
            }
        }
        return true;
    }

    /** What the device sent of itself, under what the registry says of it. */
    private static Map<String, String> labels(SeriesOfDevice device, DeviceRegistry registry) {
        Map<String, String> labels = new HashMap<>();
        RegisteredDevice registered = registry.find(device.device());
        if (registered != null && !registered.entry().deleted()) {
            registered.entry().attributes().forEach((name, value) -> labels.put(LabelNames.asLabel(name), value));
        }
        Attributes attributes = device.attributes();
        labels.putIfAbsent("site", attributes.site());
        labels.putIfAbsent("type", attributes.type());
        labels.putIfAbsent("tenant", attributes.tenant());
        String group = registered == null ? "" : registered.entry().group();
        labels.put("group", group.isEmpty() ? attributes.group() : group);
        labels.put("device", device.device());
        return labels;
    }

    /** The names of all metrics that series have of their own, each once. */
    List<String> metrics() {
        return devices().stream()
                .flatMap(device -> device.metrics().stream())
                .distinct()
                .toList();
    }
}
