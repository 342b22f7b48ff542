package io.anomalyradar.app.simulate;

/**
 * The ground truth about one fault: the times of the first and last affected sample of a series.
 *
 * @param magnitude displacement of the value, in the metric's unit, with its sign: for a drift at its end, for noise
 *     the added standard deviation; 0 for stuck and dropout
 */
public record FaultLabel(
        String device, String metric, SimulatedFault kind, long startMillis, long endMillis, double magnitude) {}
