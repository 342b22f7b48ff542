package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.Rates;
import io.anomalyradar.model.telemetry.SampleKind;
import java.util.Arrays;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Makes rates per second of counters and deltas, as spec/telemetry.md defines them, for the device of the current key.
 * Its state is one {@link CounterLevel} for each counter (docs/adr/0041). The rate of a counter is a series of its own,
 * which exists from the first sample of the counter on: so the bounds on series bound the counters as well. Not
 * thread-safe.
 */
final class CounterRates {
    private final MapState<String, CounterLevel> levels;
    private final DetectMetrics metrics;

    CounterRates(KeyedStateStore states, DetectMetrics metrics) {
        levels = states.getMapState(new MapStateDescriptor<>("counters", Types.STRING, CounterLevelSerializer.TYPE));
        this.metrics = metrics;
    }

    /**
     * {@code frame} with the rate of each counter in its place; counters that have no rate yet are absent. Possibly
     * empty.
     */
    Frame rated(Frame frame, KeyedDevice device) throws Exception {
        String[] names = new String[frame.size()];
        double[] values = new double[frame.size()];
        int kept = 0;
        for (int i = 0; i < frame.size(); i++) {
            if (frame.kind(i) == SampleKind.GAUGE) {
                names[kept] = frame.metric(i);
                values[kept++] = frame.value(i);
                continue;
            }
            String name = Rates.name(frame.metric(i));
            double rate = rate(frame, i, name, device);
            if (Math.abs(rate) <= FrameLimits.MAX_MAGNITUDE) { // false for NaN
                names[kept] = name;
                values[kept++] = rate;
            }
        }
        return new Frame(
                frame.device(),
                frame.timestampMillis(),
                Arrays.copyOf(names, kept),
                Arrays.copyOf(values, kept),
                frame.attributes(),
                frame.metadata(),
                frame.id());
    }

    /** NaN: there is none. */
    private double rate(Frame frame, int index, String name, KeyedDevice device) throws Exception {
        String metric = frame.metric(index);
        long time = frame.timestampMillis();
        double value = frame.value(index);
        boolean delta = frame.kind(index) == SampleKind.DELTA;
        CounterLevel before = levels.get(metric);
        if (before == null) {
            SeriesState series = device.counterSeries(metric, name);
            if (series != null) {
                levels.put(metric, new CounterLevel(time, delta ? 0 : value));
                metrics.counters.inc();
            }
            return Double.NaN;
        }
        double seconds = (time - before.timestampMillis()) / 1_000.0;
        if (seconds <= 0) {
            return late(metric, value, delta, before);
        }
        double increase = delta ? before.value() + value : value - before.value();
        if (!delta && increase < 0) { // it has started again from zero
            metrics.counterResets.inc();
            increase = value;
        }
        levels.put(metric, new CounterLevel(time, delta ? 0 : value));
        return increase / seconds;
    }

    /** What a late delta adds is part of the next rate; a late level says nothing that the newer one does not. */
    private double late(String metric, double value, boolean delta, CounterLevel before) throws Exception {
        metrics.countersLate.inc();
        if (delta) {
            levels.put(metric, new CounterLevel(before.timestampMillis(), before.value() + value));
        }
        return Double.NaN;
    }

    /** Deletes the counters of the device. */
    void clear() {
        levels.clear();
    }
}
