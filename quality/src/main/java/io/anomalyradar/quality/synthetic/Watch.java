package io.anomalyradar.quality.synthetic;

import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.Transition;

/** One series under our detector, a sample a minute. Not thread-safe. */
final class Watch {
    private static final long MILLIS_A_MINUTE = 60_000;

    private final DeviceDetector detector;
    private final DeviceState state;
    private final int series;
    private final Evaluation evaluation = new Evaluation();

    Watch(DeviceDetector detector) {
        this(detector, detector.newState());
        state.addMetric("value");
    }

    private Watch(DeviceDetector detector, DeviceState state) {
        this.detector = detector;
        this.state = state;
        this.series = 0;
    }

    /** Another watch with the same past. */
    Watch copy() {
        return new Watch(detector, state.copy());
    }

    /** Takes a sample; whether an anomaly opened. */
    boolean opens(long minute, double value) {
        detector.step(state, series, minute * MILLIS_A_MINUTE, value, evaluation);
        return evaluation.transition() == Transition.OPENED;
    }

    /** Whether an anomaly was open after the newest sample. */
    boolean isAlarmed() {
        return evaluation.status() == SampleStatus.ALARM;
    }
}
