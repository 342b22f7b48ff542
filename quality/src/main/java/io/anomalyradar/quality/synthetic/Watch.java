package io.anomalyradar.quality.synthetic;

import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.alarm.Transition;
import java.time.Duration;

/** One series under our detector, with equally spaced samples. Not thread-safe. */
final class Watch {
    private final DeviceDetector detector;
    private final DeviceState state;
    private final int series;
    private final long stepMillis;
    private final Evaluation evaluation = new Evaluation();
    private int critical;
    private boolean isCritical;

    /** One sample a minute. */
    Watch(DeviceDetector detector) {
        this(detector, 1, Duration.ofMinutes(1));
    }

    /** Samples {@code step} apart; the first threshold is {@code factor} times the usual one. */
    Watch(DeviceDetector detector, double factor, Duration step) {
        this(detector, detector.newState(), step.toMillis());
        state.addMetric("value", factor);
    }

    private Watch(DeviceDetector detector, DeviceState state, long stepMillis) {
        this.detector = detector;
        this.state = state;
        this.series = 0;
        this.stepMillis = stepMillis;
    }

    /** Another watch with the same history. */
    Watch copy() {
        return new Watch(detector, state.copy(), stepMillis);
    }

    /** Processes the sample with this number; returns whether an anomaly opened. */
    boolean opens(long number, double value) {
        detector.step(state, series, number * stepMillis, value, evaluation);
        boolean opened = evaluation.transition() == Transition.OPENED;
        boolean told = opened || evaluation.transition() == Transition.GREW;
        isCritical &= !opened;
        if (told && !isCritical && evaluation.run().severity() == Severity.CRITICAL) {
            isCritical = true;
            critical++;
        }
        return opened;
    }

    /** The number of anomalies that became critical. */
    int critical() {
        return critical;
    }

    /** The ratio of the current threshold to the initial one. */
    double factor() {
        return state.factor(series);
    }

    /** Whether an anomaly is open after the newest sample. */
    boolean isAlarmed() {
        return evaluation.status() == SampleStatus.ALARM;
    }
}
