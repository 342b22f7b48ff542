package io.anomalyradar.edge.watch;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceSeries;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the gateway knows of one device. Not thread-safe. */
final class WatchedDevice implements DeviceSeries {
    private final DeviceState state = new DeviceState(DetectorConfig.DEFAULT, 1);
    private final Map<String, ThinnedSeries> thinned = new HashMap<>();
    private final SeriesBudget budget;

    WatchedDevice(SeriesBudget budget) {
        this.budget = budget;
    }

    /** Series of all devices, up to a bound. */
    static final class SeriesBudget {
        private final int most;
        private int used;

        SeriesBudget(int most) {
            this.most = most;
        }

        boolean take() {
            if (used >= most) {
                return false;
            }
            used++;
            return true;
        }

        int used() {
            return used;
        }
    }

    @Override
    public @Nullable SeriesState series(String metric) {
        return state.indexOf(metric) < 0 && !budget.take() ? null : state.series(metric);
    }

    /** What was sent last of the series. */
    ThinnedSeries thinned(String metric) {
        return thinned.computeIfAbsent(metric, name -> new ThinnedSeries());
    }

    @Override
    public int seriesCount() {
        return state.seriesCount();
    }

    @Override
    public int sharers() {
        return state.sharers();
    }

    @Override
    public String metricAt(int position) {
        return state.metricAt(position);
    }

    @Override
    public JointState joint(JointDetector detector) {
        return state.joint(detector);
    }
}
