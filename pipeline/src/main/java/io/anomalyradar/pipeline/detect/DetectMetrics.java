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
 * The counters and timers of the detect step. Latency is from the append time to the scores, by two clocks if broker
 * and job run on two machines. Devices, series and entries of frame ids are those kept by the
 * subtask.
 */
final class DetectMetrics {
    private static final int NEWEST_LATENCIES = 2_048;
    private static final double WEEK_MILLIS = 7 * 86_400_000.0;

    private final Counter samples;
    private final Counter late;
    final Counter duplicates;
    final Counter anomalies;
    final Counter unreadable;
    final Counter counters;
    final Counter counterResets;
    final Counter countersLate;
    final RefusalCounters rejects;
    private final Histogram latency;
    private final Counter opened;
    private final Counter rows;
    private final Counter jointOpened;
    private double observedMillis;

    DetectMetrics(MetricGroup operator, Occupancy occupancy, FrameIdStore frameIds) {
        MetricGroup radar = RadarMetrics.below(operator);
        samples = radar.counter("samples");
        late = radar.counter("late");
        duplicates = radar.counter("duplicates");
        unreadable = radar.counter("unreadableStates");
        counters = radar.counter("counters");
        counterResets = radar.counter("counterResets");
        countersLate = radar.counter("countersLate");
        anomalies = radar.counter("anomalies");
        opened = radar.counter("opened");
        rows = radar.counter("rows");
        jointOpened = radar.counter("jointOpened");
        rejects = new RefusalCounters(radar);
        latency = radar.histogram("latencyMillis", new DescriptiveStatisticsHistogram(NEWEST_LATENCIES));
        radar.gauge("alarmsPerSeriesWeek", this::alarmsPerSeriesWeek);
        radar.gauge("devices", occupancy::devices);
        radar.gauge("series", occupancy::series);
        radar.gauge("frameIds", frameIds::entries);
        radar.gauge("frameIdsEvicted", frameIds::evicted);
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

    /** Records a scored sample: the observed time of its series, and possibly an alarm. */
    void judged(Evaluation evaluation) {
        observedMillis += evaluation.observedMillis();
        if (evaluation.transition() == Transition.OPENED) {
            opened.inc();
        }
    }

    /**
     * Records that the metrics of a device were scored together: the observed time of the device as one more series,
     * and possibly an emitted anomaly.
     */
    void judged(MultivariateEvaluation row) {
        rows.inc();
        observedMillis += row.observedMillis();
        if (row.transition() == Transition.OPENED) {
            jointOpened.inc();
        }
    }

    /**
     * The rate that the false-alarm budget achieves: anomalies emitted per week of observed time of a series, since the
     * job (re)started; a device whose metrics are scored together counts as one more series. 0 before the first sample.
     */
    private double alarmsPerSeriesWeek() {
        long emitted = opened.getCount() + jointOpened.getCount();
        return observedMillis == 0 ? 0 : emitted * WEEK_MILLIS / observedMillis;
    }
}
