package io.anomalyradar.server.doors.otlp;

import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.server.doors.labels.FrameGroups;
import io.anomalyradar.server.doors.labels.MappedSeries;
import io.anomalyradar.server.doors.labels.SenderLabels;
import io.anomalyradar.server.doors.labels.SeriesNaming;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ExportMetricsServiceRequest}: reads its data points into frames. A resource names the device; what a metric is
 * follows from its type, temporality and monotonicity. One instance a request.
 */
final class MetricsRequest implements ProtoReader.Fields {
    static final String NO_DEVICE = "otlp";
    private static final int DELTA = 1;
    private static final int CUMULATIVE = 2;

    private final SeriesNaming naming;
    private final List<String> resourceNames;
    private final FrameBatch batch;
    private final FrameGroups groups = new FrameGroups();
    private final AnyValue attribute = new AnyValue();
    private final DataPoint point = new DataPoint();
    private final SenderLabels resource = new SenderLabels();
    private final SenderLabels named = new SenderLabels(); // those of the resource that become part of the name
    private String device = NO_DEVICE;
    private Attributes attributes = Attributes.NONE;
    private String metric = "";
    private long temporality;
    private boolean monotonic;
    private int refused;
    private int added;
    private int leftOut;

    MetricsRequest(SeriesNaming naming, List<String> resourceNames, FrameBatch batch) {
        this.naming = naming;
        this.resourceNames = resourceNames;
        this.batch = batch;
    }

    @Override
    public void read(int field, ProtoReader reader) throws IOException {
        if (field != 1) {
            reader.skip();
            return;
        }
        resource.clear();
        resourceKnown();
        reader.embedded(this::resource, this::scopes);
    }

    private void resource(int field, ProtoReader reader) throws IOException {
        if (field == 1) {
            reader.embedded(this::resourceAttribute);
            resourceKnown();
        } else {
            reader.skip();
        }
    }

    private void resourceAttribute(int field, ProtoReader reader) throws IOException {
        if (field == 1) {
            attribute.read(reader);
            resource.add(attribute.key(), attribute.value());
        } else {
            reader.skip();
        }
    }

    private void resourceKnown() {
        String label = naming.deviceLabel(resource);
        String name = label.isEmpty() ? null : resource.value(label);
        device = name == null ? NO_DEVICE : name;
        attributes = naming.attributes(resource);
        named.clear();
        for (String each : resourceNames) {
            String value = resource.value(each);
            if (value != null && !each.equals(label)) {
                named.add(each, value);
            }
        }
    }

    private void scopes(int field, ProtoReader reader) throws IOException {
        if (field == 2) {
            reader.embedded(this::scope);
        } else {
            reader.skip();
        }
    }

    private void scope(int field, ProtoReader reader) throws IOException {
        if (field == 2) {
            metric = "";
            reader.embedded(this::name, this::metric);
        } else {
            reader.skip();
        }
    }

    private void name(int field, ProtoReader reader) throws IOException {
        if (field == 1) {
            metric = reader.name();
        } else {
            reader.skip();
        }
    }

    private void metric(int field, ProtoReader reader) throws IOException {
        temporality = 0;
        monotonic = false;
        switch (field) {
            case 5 -> reader.embedded(this::gauge);
            case 7 -> reader.embedded(this::meaning, this::sum);
            case 9 -> reader.embedded(this::meaning, this::histogram);
            case 10 -> reader.embedded(this::meaning, this::exponentialHistogram);
            case 11 -> reader.embedded(this::summary);
            default -> reader.skip();
        }
    }

    private void meaning(int field, ProtoReader reader) throws IOException {
        switch (field) {
            case 2 -> temporality = reader.int64();
            case 3 -> monotonic = reader.int64() != 0;
            default -> reader.skip();
        }
    }

    private void gauge(int field, ProtoReader reader) throws IOException {
        if (field == 1) {
            point.readNumber(reader);
            addNumber(SampleKind.GAUGE);
        } else {
            reader.skip();
        }
    }

    private void sum(int field, ProtoReader reader) throws IOException {
        if (field == 1) {
            point.readNumber(reader);
            SampleKind kind = kindOfSum();
            addNumber(kind == SampleKind.COUNTER && !monotonic ? SampleKind.GAUGE : kind);
        } else {
            reader.skip();
        }
    }

    private void histogram(int field, ProtoReader reader) throws IOException {
        if (field == 1) {
            point.readHistogram(reader);
            addDistribution(kindOfSum());
        } else {
            reader.skip();
        }
    }

    private void exponentialHistogram(int field, ProtoReader reader) throws IOException {
        if (field == 1) {
            point.readExponentialHistogram(reader);
            addDistribution(kindOfSum());
        } else {
            reader.skip();
        }
    }

    private void summary(int field, ProtoReader reader) throws IOException {
        if (field == 1) {
            point.readSummary(reader);
            addDistribution(SampleKind.COUNTER);
            addQuantiles();
        } else {
            reader.skip();
        }
    }

    /** Null: the sender does not say whether the values are levels or increases. */
    private @Nullable SampleKind kindOfSum() {
        return temporality == CUMULATIVE ? SampleKind.COUNTER : temporality == DELTA ? SampleKind.DELTA : null;
    }

    private void addNumber(@Nullable SampleKind kind) {
        MappedSeries series = series(kind);
        if (series != null && kind != null) {
            add(series, point.value(), kind);
        }
    }

    /** Count and sum; of an interval also its least and greatest value. */
    private void addDistribution(@Nullable SampleKind kind) {
        MappedSeries series = series(kind);
        if (series == null || kind == null) {
            return;
        }
        add(series.with(".count"), point.count(), kind);
        if (!Double.isNaN(point.sum())) {
            add(series.with(".sum"), point.sum(), kind);
        }
        if (kind == SampleKind.DELTA && !Double.isNaN(point.min()) && !Double.isNaN(point.max())) {
            add(series.with(".min"), point.min(), SampleKind.GAUGE);
            add(series.with(".max"), point.max(), SampleKind.GAUGE);
        }
    }

    private void addQuantiles() {
        for (int i = 0; i < point.quantiles() && point.labels().fault() == null; i++) {
            SenderLabels labels = new SenderLabels();
            labels.addMissing(point.labels());
            labels.add("quantile", Double.toString(point.quantile(i)));
            add(naming.of(device, attributes, metric, labels), point.quantileValue(i), SampleKind.GAUGE);
        }
    }

    /** The series of the current point; null if it has none, with a refusal. */
    private @Nullable MappedSeries series(@Nullable SampleKind kind) {
        String fault = point.labels().fault();
        if (metric.isEmpty()) {
            fault = "a metric has no name";
        } else if (kind == null) {
            fault = "metric " + metric + " has no aggregation temporality";
        }
        if (fault != null) {
            refused++;
            batch.refuse(RefusalCode.INVALID_NAME, fault + ": mend what sends it");
            return null;
        }
        point.labels().addMissing(named);
        return naming.of(device, attributes, metric, point.labels());
    }

    private void add(MappedSeries series, double value, SampleKind kind) {
        if (point.recorded() && Double.isFinite(value)) {
            groups.add(series, point.timestampMillis(), value, kind);
            added++;
        } else {
            leftOut++;
        }
    }

    /** All of the request was read. */
    void emit() {
        groups.emitTo(batch);
        batch.leaveOut(leftOut);
    }

    /** Data points and samples that are not accepted, where {@code accepted} samples are. */
    int rejected(int accepted) {
        return refused + added - accepted;
    }
}
