package io.anomalyradar.alerting.capsule;

import io.anomalyradar.detector.DetectionHost;
import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.capsule.CapsuleSample;
import io.anomalyradar.model.capsule.CapsuleStart;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series of a capsule, whose samples are scored again by the detector of this release. Not thread-safe. */
final class ReplayedSeries implements Detections {
    private final CapsuleStart start;
    private final Anomaly recorded;
    private final SeriesState series;
    private final DetectionHost host;
    private final Map<Integer, Anomaly> revisions = new HashMap<>();
    private boolean isSame;

    private CapsuleSample sample = new CapsuleSample(0, 0, 0, 0, 0, 0, SampleStatus.LATE, 0);

    /** @throws io.anomalyradar.detector.codec.StateFormatException if the state cannot be read */
    ReplayedSeries(CapsuleStart start, Anomaly recorded) {
        this.start = start;
        this.recorded = recorded;
        this.series = start.decodedState();
        this.host = new DetectionHost((device, metric) -> start.detector(), null);
    }

    /** Scores the sample; returns whether the result has the recorded bits. */
    boolean take(CapsuleSample next) {
        sample = next;
        isSame = false;
        host.take(start.device(), series, start.sharers(), next.timestampMillis(), next.value(), this);
        return isSame;
    }

    @Override
    public void evaluated(int index, SeriesState state, Evaluation evaluation, int settings) {
        double score = evaluation.score() >= 0 ? evaluation.score() : 0; // NaN: not scored
        isSame = evaluation.status() == sample.status()
                && Double.compare(score, sample.score()) == 0
                && Double.compare(evaluation.expected(), sample.expected()) == 0
                && Double.compare(evaluation.lower(), sample.lower()) == 0
                && Double.compare(evaluation.upper(), sample.upper()) == 0;
    }

    @Override
    public String newId(String metric) {
        return start.anomaly();
    }

    @Override
    public void changed(String metric, OpenAnomaly anomaly, AnomalyRun run, Course course, int settings) {
        boolean open = course == Course.OPEN;
        if (!anomaly.id().equals(start.anomaly()) || (revisions.containsKey(anomaly.revision()) && open)) {
            return;
        }
        revisions.putIfAbsent(
                anomaly.revision(),
                Anomaly.of(
                        anomaly,
                        run,
                        course,
                        start.device(),
                        metric,
                        recorded.source(),
                        recorded.appendTimeMillis(),
                        recorded.configVersion(),
                        recorded.attributes()));
    }

    /** This revision of the anomaly; null if no sample led to it. */
    @Nullable
    Anomaly revision(int revision) {
        return revisions.get(revision);
    }
}
