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
 * What new series begin with, by what the series of the same metric have learnt: {@link MetricPriors} of the devices that this subtask has heard, by
 * append time.
 *
 * <p>In a checkpoint it is a list of {@link MetricDay}, by day. A job that goes on with as many subtasks gives each its own list back, so that a crash changes
 * nothing. With another number the list is divided evenly: each entry goes to one subtask, nothing is counted twice, and a subtask then knows a part of the
 * days of every device in addition to what its own tell.
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

    /** Goes on from a checkpoint, if there is one. */
    static FleetPriors restored(OperatorStateStore states) throws Exception {
        FleetPriors priors = new FleetPriors(states.getListState(STATE));
        for (MetricDay told : priors.kept.get()) {
            priors.priors.add(told);
        }
        return priors;
    }

    /** Has the checkpoint hold what is known now. */
    void snapshot() throws Exception {
        kept.update(priors.all());
    }

    /** What the threshold of a series that begins now is multiplied by, where its settings ask for a prior. */
    double factor(String metric, long appendTimeMillis) {
        return priors.factor(metric, day(appendTimeMillis));
    }

    /** Takes what a series has learnt, when the sample that was judged last makes it mature. */
    void heard(SeriesState series, Evaluation evaluation, long appendTimeMillis) {
        if (series.samples() % MetricPriors.MATURE != 0 || evaluation.status() == SampleStatus.LATE) {
            return;
        }
        double factor = series.factor();
        if (factor > 0) {
            priors.tell(series.metric(), day(appendTimeMillis), factor);
        }
    }

    private static long day(long appendTimeMillis) {
        return Math.floorDiv(appendTimeMillis, MILLIS_A_DAY);
    }
}
