package io.anomalyradar.detector;

import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import org.jspecify.annotations.Nullable;

/** The states of one device as a {@link DetectionHost} sees them: in memory, or in a store that keeps each series by itself. */
public interface DeviceSeries {

    /** The series of a metric, which begins where there is none; null where a bound does not allow it, so that the sample is refused. */
    @Nullable
    SeriesState series(String metric);

    /** How many series the device has. */
    int seriesCount();

    /** How many have a part of a budget of alarms: the series, and all together where they are judged so. */
    int sharers();

    /** The name of the metric at this position. */
    String metricAt(int position);

    /** What is known of the metrics together; begins anew where it does not fit the detector. */
    JointState joint(JointDetector detector);
}
