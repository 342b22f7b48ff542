package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.budget.BudgetConfig;
import io.anomalyradar.detector.prior.MetricDay;
import io.anomalyradar.detector.prior.MetricPriors;
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
    private final boolean asked;
    private final MetricPriors priors = new MetricPriors();

    private FleetPriors(ListState<MetricDay> kept, BudgetConfig budget) {
        this.kept = kept;
        this.asked = budget.prior();
    }

    /** Goes on from a checkpoint, if there is one. */
    static FleetPriors restored(OperatorStateStore states, BudgetConfig budget) throws Exception {
        FleetPriors priors = new FleetPriors(states.getListState(STATE), budget);
        for (MetricDay told : priors.kept.get()) {
            priors.priors.add(told);
        }
        return priors;
    }

    /** Has the checkpoint hold what is known now. */
    void snapshot() throws Exception {
        kept.update(priors.all());
    }

    /** What the threshold of a series that begins now is multiplied by; always 1 where no prior is asked for, which does not keep others from telling. */
    double factor(String metric, long appendTimeMillis) {
        return asked ? priors.factor(metric, day(appendTimeMillis)) : 1;
    }

    /** Takes what a series has learnt, when the sample that was judged last makes it mature. */
    void heard(DeviceState device, int position, Evaluation evaluation, long appendTimeMillis) {
        if (device.samples(position) % MetricPriors.MATURE != 0 || evaluation.status() == SampleStatus.LATE) {
            return;
        }
        double factor = device.factor(position);
        if (factor > 0) {
            priors.tell(device.metric(position), day(appendTimeMillis), factor);
        }
    }

    private static long day(long appendTimeMillis) {
        return Math.floorDiv(appendTimeMillis, MILLIS_A_DAY);
    }
}
