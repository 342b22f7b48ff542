package io.anomalyradar.server.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.Device;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.MetricSample;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.RegisteredDevice;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.server.query.SeenDevices;
import io.anomalyradar.server.security.DeviceView;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Devices, and what the store knows of them. */
final class DeviceFields {
    private final HistoryStore store;
    private final Supplier<DeviceRegistry> registry;

    DeviceFields(HistoryStore store, Supplier<DeviceRegistry> registry) {
        this.store = store;
        this.registry = registry;
    }

    /** A metric of a device as the schema has it. */
    record MetricOf(String device, SeriesCounts counts) {
        String name() {
            return counts.metric();
        }

        SeriesName series() {
            return new SeriesName(device, counts.metric());
        }
    }

    void addTo(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("devices", this::devices)
                .dataFetcher("device", field -> known(field, new FieldArguments(field).given("name"))));
        wiring.type(
                "Device", type -> type.dataFetcher("name", field -> of(field).name())
                        .dataFetcher("attributes", field -> of(field).attributes())
                        .dataFetcher("registered", this::registered)
                        .dataFetcher("state", field -> of(field).state())
                        .dataFetcher("openAnomalies", field -> of(field).openAnomalies().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .dataFetcher("firstSeen", field -> of(field).firstSeenMillis())
                        .dataFetcher("lastSeen", field -> of(field).lastSeenMillis())
                        .dataFetcher("metrics", this::metrics)
                        .dataFetcher("latest", field -> store.latest(of(field).name())));
        wiring.type("Attributes", type -> type.dataFetcher("site", field -> sent(field, Attributes::site))
                .dataFetcher("type", field -> sent(field, Attributes::type))
                .dataFetcher("group", field -> sent(field, Attributes::group))
                .dataFetcher("tenant", field -> sent(field, Attributes::tenant)));
        wiring.type("Registered", type -> type.dataFetcher(
                        "displayName", field -> entry(field).displayName())
                .dataFetcher("group", field -> entry(field).group())
                .dataFetcher("owner", field -> entry(field).owner()));
        wiring.type("Metric", type -> type.dataFetcher(
                        "name", field -> metric(field).name())
                .dataFetcher("samples", field -> metric(field).counts().total())
                .dataFetcher("lateSamples", field -> metric(field).counts().count(SampleStatus.LATE))
                .dataFetcher("first", field -> metric(field).counts().firstMillis())
                .dataFetcher("last", field -> metric(field).counts().lastMillis()));
        wiring.type("LatestSample", type -> type.dataFetcher("metric", DeviceFields::latestMetric));
        wiring.type(
                "Anomaly",
                type -> type.dataFetcher("device", field -> {
                    Anomaly anomaly = FieldArguments.source(field, Anomaly.class);
                    return known(field, anomaly.device());
                }));
    }

    private static Device of(DataFetchingEnvironment field) {
        return FieldArguments.source(field, Device.class);
    }

    private static MetricOf metric(DataFetchingEnvironment field) {
        return FieldArguments.source(field, MetricOf.class);
    }

    private static DeviceEntry entry(DataFetchingEnvironment field) {
        return FieldArguments.source(field, DeviceEntry.class);
    }

    private static String latestMetric(DataFetchingEnvironment field) {
        MetricSample latest = FieldArguments.source(field, MetricSample.class);
        return latest.metric();
    }

    private static @Nullable String sent(
            DataFetchingEnvironment field, java.util.function.Function<Attributes, String> attribute) {
        Attributes attributes = FieldArguments.source(field, Attributes.class);
        String value = attribute.apply(attributes);
        return value.isEmpty() ? null : value;
    }

    private Page<Device> devices(DataFetchingEnvironment field) {
        FieldArguments asked = new FieldArguments(field);
        DeviceView view = asked.view();
        PageRequest page = new PageRequest(asked.whole("limit", PageRequest.MAX_LIMIT), asked.text("cursor"));
        return SeenDevices.of(store, view, asked.given("query"), page);
    }

    private @Nullable Device known(DataFetchingEnvironment field, String name) {
        return new FieldArguments(field).view().covers(name)
                ? store.device(name).orElse(null)
                : null;
    }

    private @Nullable DeviceEntry registered(DataFetchingEnvironment field) {
        RegisteredDevice device = registry.get().find(of(field).name());
        return device == null || device.entry().deleted() ? null : device.entry();
    }

    private List<MetricOf> metrics(DataFetchingEnvironment field) {
        String device = of(field).name();
        return store.counts(device).stream()
                .map(counts -> new MetricOf(device, counts))
                .toList();
    }
}
