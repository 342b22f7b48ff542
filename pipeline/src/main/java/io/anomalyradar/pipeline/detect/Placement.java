package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.pipeline.decode.ArrivedFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * Which series of its device each sample of a frame belongs to; makes new series as far as the bound allows. Used again for every
 * frame; not thread-safe.
 */
final class Placement {
    /** Position of a sample that is refused. */
    static final int REFUSED = -1;

    private final int maxSeries;
    private final FleetPriors priors;
    private int[] positions = new int[16];
    private List<Refusal> refusals = List.of();

    /**
     * @param maxSeries how many series a device may have
     * @param priors what new series begin with
     */
    Placement(int maxSeries, FleetPriors priors) {
        this.maxSeries = maxSeries;
        this.priors = priors;
    }

    /** Places the samples of a frame, and forgets the frame before. */
    void place(DeviceState state, ArrivedFrame arrived) {
        Frame frame = arrived.frame();
        if (positions.length < frame.size()) {
            positions = new int[frame.size()];
        }
        refusals = List.of();
        for (int i = 0; i < frame.size(); i++) {
            positions[i] = position(state, frame.metric(i), arrived.appendTimeMillis());
            if (positions[i] == REFUSED) {
                refusals = refusals.isEmpty() ? new ArrayList<>() : refusals;
                refusals.add(tooMany(frame.metric(i)));
            }
        }
    }

    /** The series of the sample at {@code index}, or {@link #REFUSED}. */
    int position(int index) {
        return positions[index];
    }

    /** Why samples were refused, one reason for each; empty for nearly every frame. */
    List<Refusal> refusals() {
        return refusals;
    }

    private int position(DeviceState state, String metric, long appendTimeMillis) {
        int known = state.indexOf(metric);
        if (known >= 0) {
            return known;
        }
        return state.seriesCount() < maxSeries
                ? state.addMetric(metric, priors.factor(metric, appendTimeMillis))
                : REFUSED;
    }

    private Refusal tooMany(String metric) {
        return new Refusal(
                metric,
                RefusalCode.TOO_MANY_SERIES,
                "the device has as many metrics as it may, " + maxSeries
                        + ": raise pipeline.max-series-per-device, then replay");
    }
}
