package io.anomalyradar.app.score;

import io.anomalyradar.app.score.ScoredAnomaly.Subject;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All anomalies of a run, in the order in which they opened, each in its last emitted revision. */
public final class AnomalyLog {
    private final List<ScoredAnomaly> anomalies = new ArrayList<>();
    private final Map<Subject, Integer> open = new HashMap<>();

    /** Takes an anomaly of {@code subject} that opened, grew or was closed. */
    void take(String file, Subject subject, OpenAnomaly anomaly, AnomalyRun run, Course course) {
        Long endMillis = course == Course.OPEN ? null : (Long) run.endMillis();
        Integer known = open.get(subject);
        if (known != null) {
            String openedIn = anomalies.get(known).file();
            anomalies.set(known, ScoredAnomaly.of(openedIn, subject, run, endMillis, anomaly.contributions()));
        } else if (anomaly.revision() == 1) { // otherwise it opened in the data that was only learnt
            open.put(subject, anomalies.size());
            anomalies.add(ScoredAnomaly.of(file, subject, run, endMillis, anomaly.contributions()));
        }
        if (course != Course.OPEN) {
            open.remove(subject);
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
