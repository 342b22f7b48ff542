package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import io.anomalyradar.pipeline.metrics.RefusalCounters;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What the detect step counts and times of itself. Latency is from the append time to the scores, by two clocks when broker and job
 * run on two machines. Devices and series are those that the subtask keeps.
 */
final class DetectMetrics {
    private static final int NEWEST_LATENCIES = 2_048;
    private static final double WEEK_MILLIS = 7 * 86_400_000.0;

    private final Counter samples;
    private final Counter late;
    final Counter duplicates;
    final Counter anomalies;
    final Counter unreadable;
    final RefusalCounters rejects;
    private final Histogram latency;
    private final Counter opened;
    private final Counter rows;
    private final Counter jointOpened;
    private double observedMillis;

    DetectMetrics(MetricGroup operator, Occupancy occupancy) {
        MetricGroup radar = RadarMetrics.below(operator);
        samples = radar.counter("samples");
        late = radar.counter("late");
        duplicates = radar.counter("duplicates");
        unreadable = radar.counter("unreadableStates");
        anomalies = radar.counter("anomalies");
        opened = radar.counter("opened");
        rows = radar.counter("rows");
        jointOpened = radar.counter("jointOpened");
        rejects = new RefusalCounters(radar);
        latency = radar.histogram("latencyMillis", new DescriptiveStatisticsHistogram(NEWEST_LATENCIES));
        radar.gauge("alarmsPerSeriesWeek", this::alarmsPerSeriesWeek);
        radar.gauge("devices", occupancy::devices);
        radar.gauge("series", occupancy::series);
    }

    /** A frame was scored at {@code nowMillis}. */
    void scored(ScoreFrame scores, long nowMillis) {
        int size = scores.size();
        samples.inc(size);
        for (int i = 0; i < size; i++) {
            if (scores.status(i) == SampleStatus.LATE) {
                late.inc();
            }
        }
        latency.update(nowMillis - scores.appendTimeMillis());
    }

    /** A sample was judged: time that its series is watched, and perhaps an alarm. */
    void judged(Evaluation evaluation) {
        observedMillis += evaluation.observedMillis();
        if (evaluation.transition() == Transition.OPENED) {
            opened.inc();
        }
    }

    /** The metrics of a device were judged together: time that it is watched as one series more, and perhaps an anomaly of it is told. */
    void judged(MultivariateEvaluation row) {
        rows.inc();
        observedMillis += row.observedMillis();
        if (row.transition() == Transition.OPENED) {
            jointOpened.inc();
        }
    }

    /**
     * What the false-alarm budget achieves: anomalies told a week that a series was watched, since the job (re)started; a device whose metrics are judged
     * together is one series more. 0 before the first sample.
     */
    private double alarmsPerSeriesWeek() {
        long told = opened.getCount() + jointOpened.getCount();
        return observedMillis == 0 ? 0 : told * WEEK_MILLIS / observedMillis;
    }
}
