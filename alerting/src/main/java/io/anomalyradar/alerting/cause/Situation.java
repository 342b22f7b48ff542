package io.anomalyradar.alerting.cause;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A symptom and what is known around it.
 *
 * @param device that shows the symptom
 * @param metric that shows it; empty: the device is silent
 * @param direction 1: the metric rose; -1: it fell
 * @param alarm index of the slot in which the symptom was noticed, in {@link CauseSeries#now()}
 * @param slot length of a slot
 * @param traffic metric that says how many requests a device serves; where two devices have it, it tells what part of
 *     the caller's work the other one does; empty: there is none
 * @param series by device; a device without an entry is unknown, and the analysis looks through it
 * @param sources by device: the devices from which faults propagate to it, such as those that it calls
 */
public record Situation(
        String device,
        String metric,
        int direction,
        int alarm,
        Duration slot,
        String traffic,
        Map<String, List<CauseSeries>> series,
        Map<String, List<String>> sources) {
    public Situation {
        if (direction != 1 && direction != -1) {
            throw new IllegalArgumentException("direction must be 1 or -1, was " + direction);
        }
        if (alarm < 0) {
            throw new IllegalArgumentException("alarm must be 0 or more, was " + alarm);
        }
        series = Map.copyOf(series);
        sources = Map.copyOf(sources);
    }

    /** Whether the symptom is that the device sends nothing. */
    boolean isSilence() {
        return metric.isEmpty();
    }
}
