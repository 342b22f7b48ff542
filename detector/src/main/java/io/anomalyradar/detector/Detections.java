package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import java.util.List;

/**
 * Receives the results of a {@link DetectionHost} while it processes a frame. All mutable arguments are overwritten by
 * the next call.
 */
public interface Detections {

    /** Stands for the metrics of a device together; no metric has this name. */
    String WHOLE_DEVICE = "";

    /**
     * A sample was evaluated.
     *
     * @param index of the sample in its frame
     * @param configVersion the version of the settings it was evaluated under
     */
    void evaluated(int index, SeriesState series, Evaluation evaluation, int configVersion);

    /**
     * A row of the device's metrics was evaluated.
     *
     * @param metrics the metrics with the largest shares, largest first; empty if the row is usual and changed no
     *     anomaly
     */
    default void evaluated(MultivariateEvaluation row, List<Contribution> metrics) {
        // only for receivers that need rows
    }

    /**
     * A sample is unusual and may be the first of an anomaly; called after {@link #evaluated} if the host {@linkplain
     * DetectionHost#keepPriors keeps} earlier states.
     *
     * @param before the series as it was before the sample; nobody else uses it
     * @param sharers the number of sharers of the device's budget
     * @param config the settings it was evaluated under
     */
    default void begins(SeriesState before, int sharers, DetectorConfig config) {
        // only for receivers that keep what an anomaly began with
    }

    /** The id of an anomaly that opens now; empty if nothing outlives the host. */
    default String newId(String metric) {
        return "";
    }

    /**
     * An anomaly opened, grew or was closed.
     *
     * @param metric {@link #WHOLE_DEVICE} if it belongs to the metrics together
     * @param run its current state
     * @param configVersion the version of the settings in force
     */
    void changed(String metric, OpenAnomaly anomaly, AnomalyRun run, Course course, int configVersion);
}
