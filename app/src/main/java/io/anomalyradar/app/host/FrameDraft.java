package io.anomalyradar.app.host;

import java.util.ArrayList;
import java.util.List;

/** The samples of a frame during measurement. */
final class FrameDraft {
    private final List<String> metrics = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    void add(String metric, double value) {
        if (Double.isFinite(value)) {
            metrics.add(metric);
            values.add(value);
        }
    }

    String[] metrics() {
        return metrics.toArray(String[]::new);
    }

    double[] values() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
