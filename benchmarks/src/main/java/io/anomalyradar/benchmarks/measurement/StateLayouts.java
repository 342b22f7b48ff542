package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.benchmarks.state.StateLayout;
import io.anomalyradar.benchmarks.state.StateRun;
import java.util.ArrayList;
import java.util.List;

/**
 * How many frames a second a keyed operator steps whose state is laid out in one way or another, on the heap and in
 * RocksDB.
 */
public final class StateLayouts implements Measurement {
    private static final int SERIES = 10_000;

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (String backend : List.of("hashmap", "rocksdb")) {
            for (int seriesPerDevice : new int[] {10, 1_000}) {
                for (StateLayout layout : StateLayout.values()) {
                    double[] rates = new StateRun(backend, layout, SERIES / seriesPerDevice, seriesPerDevice)
                            .framesPerSecond(effort.window(), effort.windows());
                    String what = backend + ", " + seriesPerDevice + " series a device, " + layout.described();
                    rows.add(Row.of(what, Spread.of(rates), Unit.PER_SECOND));
                }
            }
        }
        return new BenchmarkSection(
                "(h) Layout of the state",
                "A Flink job in this process: frames of ten samples, 10,000 series in all, stepped by the default detector in keyed state, a checkpoint every"
                        + " two seconds, no Kafka. Frames a second, one subtask.",
                rows,
                List.of());
    }
}
