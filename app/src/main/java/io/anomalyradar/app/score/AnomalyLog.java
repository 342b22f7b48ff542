package io.anomalyradar.app.score;

import io.anomalyradar.app.score.ScoredAnomaly.Subject;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.Contribution;
import io.anomalyradar.pipeline.detect.Members;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All anomalies of a run, in the order in which they opened, each as it was told last. */
public final class AnomalyLog {
    private final List<ScoredAnomaly> anomalies = new ArrayList<>();
    private final Map<Subject, Integer> open = new HashMap<>();

    /** Takes what {@code evaluation} did to the anomaly of a series, if anything. */
    void take(String file, String device, String metric, Evaluation evaluation) {
        if (evaluation.transition() != Transition.NONE) {
            List<Contribution> members = Members.of(evaluation);
            take(file, new Subject(device, metric), evaluation.transition(), evaluation.run(), members);
        }
    }

    /** Takes what the row judged last did to the anomaly of a device, if anything. */
    void take(String file, String device, JointScore row) {
        take(file, new Subject(device, Anomaly.WHOLE_DEVICE), row.transition(), row.run(), row.contributions());
    }

    private void take(
            String file, Subject subject, Transition transition, AnomalyRun run, List<Contribution> contributions) {
        switch (transition) {
            case NONE -> {}
            case OPENED -> {
                open.put(subject, anomalies.size());
                anomalies.add(ScoredAnomaly.open(file, subject, run, contributions));
            }
            case GREW -> {
                Integer index = open.get(subject);
                if (index != null) {
                    anomalies.set(index, anomalies.get(index).grown(run, contributions));
                }
            }
            case ENDED -> {
                Integer index = open.remove(subject);
                if (index != null) {
                    anomalies.set(index, anomalies.get(index).ended(run));
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
