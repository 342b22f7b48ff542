package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.calibration.MetricDay;
import io.anomalyradar.detector.calibration.MetricPriors;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;

/**
 * The initial factors of new series, from what the series of the same metric have learnt: {@link MetricPriors} of the
 * devices of this subtask, by append time.
 *
 * <p>In a checkpoint it is a list of {@link MetricDay}, by day. A job that resumes with the same number of subtasks
 * returns to each its own list, so that a crash changes nothing. With another number of subtasks the list is divided
 * evenly: each entry goes to one subtask and nothing is counted twice. A subtask then has a part of the days of all
 * devices, in addition to the reports of its own devices.
 *
 * <p>Not thread-safe.
 */
final class FleetPriors {
    private static final long MILLIS_A_DAY = 86_400_000;
    private static final ListStateDescriptor<MetricDay> STATE =
            new ListStateDescriptor<>("priors", MetricDaySerializer.TYPE);

    private final ListState<MetricDay> kept;
    private final MetricPriors priors = new MetricPriors();

    private FleetPriors(ListState<MetricDay> kept) {
        this.kept = kept;
    }

    /** Restores the state from a checkpoint, if there is one. */
    static FleetPriors restored(OperatorStateStore states) throws Exception {
        FleetPriors priors = new FleetPriors(states.getListState(STATE));
        for (MetricDay day : priors.kept.get()) {
            priors.priors.add(day);
        }
        return priors;
    }

    /** Writes the current state to the checkpoint. */
    void snapshot() throws Exception {
        kept.update(priors.all());
    }

    /** The factor of the initial threshold of a series that starts now, if its settings use a prior. */
    double factor(String metric, long appendTimeMillis) {
        return priors.factor(metric, day(appendTimeMillis));
    }

    /** Records what a series has learnt, if the sample scored last makes it mature. */
    void onSample(SeriesState series, Evaluation evaluation, long appendTimeMillis) {
        if (series.samples() % MetricPriors.MATURE != 0 || evaluation.status() == SampleStatus.LATE) {
            return;
        }
        double factor = series.factor();
        if (factor > 0) {
            priors.report(series.metric(), day(appendTimeMillis), factor);
        }
    }

    private static long day(long appendTimeMillis) {
        return Math.floorDiv(appendTimeMillis, MILLIS_A_DAY);
    }
}
