package io.anomalyradar.detector.broken;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class HalvesItsNumbers {
    public double first(float[] numbers) {
        return numbers[0];
    }
}
