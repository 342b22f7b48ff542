package io.anomalyradar.detector;

import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import org.jspecify.annotations.Nullable;

/**
 * The states of one device as a {@link DetectionHost} accesses them: in memory, or in a store that holds each series
 * separately.
 */
public interface DeviceSeries {

    /** The series of a metric, created if absent; null if a bound does not allow it, so that the sample is refused. */
    @Nullable
    SeriesState series(String metric);

    /** The number of series of the device. */
    int seriesCount();

    /** The number of sharers of an alarm budget: the series, plus one if the metrics are scored together. */
    int sharers();

    /** The name of the metric at this position. */
    String metricAt(int position);

    /** The state of the metrics together; starts from scratch if it does not fit the detector. */
    JointState joint(JointDetector detector);
}
