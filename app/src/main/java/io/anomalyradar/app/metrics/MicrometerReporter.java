package io.anomalyradar.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * Registers each metric of the job as a meter while the job has it. Values are read when the meters are scraped. Flink
 * calls a reporter from one thread at a time.
 */
final class MicrometerReporter implements MetricReporter {
    private static final double[] QUANTILES = {0.5, 0.95, 0.99};

    private final MeterRegistry meters;
    private final Map<Metric, List<Meter>> registered = new ConcurrentHashMap<>();
    private final Map<Meter.Id, Meter> newest = new ConcurrentHashMap<>();

    MicrometerReporter(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {
        registered.values().forEach(of -> of.forEach(this::remove));
        registered.clear();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        Optional<MeterName> known = MeterName.of(name, group);
        known.ifPresent(meter -> {
            List<Meter> made = register(metric, meter);
            made.forEach(one -> newest.put(one.getId(), one));
            registered.put(metric, made);
        });
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        List<Meter> gone = registered.remove(metric);
        if (gone != null) {
            gone.forEach(this::remove);
        }
    }

    /** Leaves the meter of a later run alone, which has the same name and tags. */
    @SuppressWarnings("ReferenceEquality") // meters with the same name and tags are equal
    private void remove(Meter meter) {
        if (newest.get(meter.getId()) == meter) {
            newest.remove(meter.getId());
            meters.remove(meter);
        }
    }

    private List<Meter> register(Metric metric, MeterName meter) {
        if (metric instanceof Counter counter) {
            replace(meter.name(), meter.tags());
            return List.of(FunctionCounter.builder(meter.name(), counter, Counter::getCount)
                    .tags(meter.tags())
                    .register(meters));
        }
        if (metric instanceof Histogram histogram) {
            return Arrays.stream(QUANTILES)
                    .mapToObj(quantile -> gauge(
                            meter.name(),
                            meter.tags().and("quantile", Double.toString(quantile)),
                            histogram,
                            measured -> measured.getStatistics().getQuantile(quantile)))
                    .toList();
        }
        if (metric instanceof org.apache.flink.metrics.Gauge<?> value) {
            return List.of(gauge(meter.name(), meter.tags(), value, MicrometerReporter::number));
        }
        return List.of(); // a rate: the monitoring system computes it from the counter
    }

    private <T> Meter gauge(String name, Tags tags, T measured, ToDoubleFunction<T> value) {
        replace(name, tags);
        return Gauge.builder(name, measured, value)
                .tags(tags)
                .strongReference(true)
                .register(meters);
    }

    /** A job that restarts may register its metrics before those of the previous run are removed; the newest count. */
    private void replace(String name, Tags tags) {
        meters.removeByPreFilterId(new Meter.Id(name, tags, null, null, Meter.Type.OTHER)); // equal by name and tags
    }

    private static double number(org.apache.flink.metrics.Gauge<?> gauge) {
        return gauge.getValue() instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
