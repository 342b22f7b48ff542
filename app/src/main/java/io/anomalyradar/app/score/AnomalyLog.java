package io.anomalyradar.app.score;

import io.anomalyradar.detector.Evaluation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All anomalies of a run, in the order in which they opened, each as it was told last. */
public final class AnomalyLog {
    private record Series(String device, String metric) {}

    private final List<ScoredAnomaly> anomalies = new ArrayList<>();
    private final Map<Series, Integer> open = new HashMap<>();

    /** Takes what {@code evaluation} did to the anomaly of a series, if anything. */
    void take(String file, String device, String metric, Evaluation evaluation) {
        switch (evaluation.transition()) {
            case NONE -> {}
            case OPENED -> {
                open.put(new Series(device, metric), anomalies.size());
                anomalies.add(ScoredAnomaly.open(file, device, metric, evaluation.run()));
            }
            case GREW -> {
                Integer index = open.get(new Series(device, metric));
                if (index != null) {
                    anomalies.set(index, anomalies.get(index).grown(evaluation.run()));
                }
            }
            case ENDED -> {
                Integer index = open.remove(new Series(device, metric));
                if (index != null) {
                    anomalies.set(index, anomalies.get(index).ended(evaluation.run()));
                }
            }
        }
    }

    public List<ScoredAnomaly> all() {
        return List.copyOf(anomalies);
    }

    /** Those that opened in {@code file}. */
    public List<ScoredAnomaly> in(String file) {
        return anomalies.stream().filter(anomaly -> anomaly.file().equals(file)).toList();
    }
}
