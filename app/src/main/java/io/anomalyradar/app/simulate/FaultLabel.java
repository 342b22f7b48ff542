package io.anomalyradar.app.simulate;

/**
 * The truth about one fault: between two times of a series' samples, both included.
 *
 * @param magnitude by how much the value was moved, in the metric's unit, with its sign: for a drift at its end, for noise
 *     the added standard deviation; 0 for stuck and dropout
 */
public record FaultLabel(
        String device, String metric, FaultKind kind, long startMillis, long endMillis, double magnitude) {}
