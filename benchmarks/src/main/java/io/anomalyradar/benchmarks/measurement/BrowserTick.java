package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.report.Aim;
import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.wasm.ChromiumWorker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The detector in a worker of a browser: a tick of all series, in both compiled forms. */
public final class BrowserTick implements Measurement {
    private static final int SERIES = 5_000;
    private static final int SAMPLES = 1_200;

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        int runs = effort == Effort.FULL ? 5 : 1;
        List<Row> rows = new ArrayList<>();
        for (String method : List.of("zscore", "predictive")) {
            for (String engine : List.of("wasm", "js")) {
                rows.add(row(engine, method, runs));
            }
        }
        return new BenchmarkSection(
                "(g) In a browser",
                String.format(
                        Locale.ROOT,
                        "A Chromium worker, a new one for each run; one sample of each of %,d series per call, including the transfer"
                                + " of the columns, after %,d samples of each. Each run is the median of 300 ticks.",
                        SERIES,
                        SAMPLES),
                rows,
                List.of("Here the browser itself counts as another program."));
    }

    private static Row row(String engine, String method, int runs) throws IOException {
        double[] medians = new double[runs];
        for (int run = 0; run < runs; run++) {
            try (ChromiumWorker worker = ChromiumWorker.open()) {
                Map<?, ?> speed = (Map<?, ?>) worker.call("speed.js", "speed", engine, method, SERIES, SAMPLES);
                if (!engine.equals(speed.get("engine"))) {
                    throw new IllegalStateException("the browser used another engine than " + engine + ": " + speed);
                }
                medians[run] = ((Number) Objects.requireNonNull(speed.get("tickMedian"))).doubleValue();
            }
        }
        String compiled = engine.equals("wasm") ? "WebAssembly" : "JavaScript";
        return new Row(
                "a tick, " + method + ", " + compiled, Spread.of(medians), Unit.MILLISECONDS, aim(engine, method));
    }

    private static @Nullable Aim aim(String engine, String method) {
        return engine.equals("wasm") && method.equals("zscore") ? Aim.atMost(0.5) : null;
    }
}
