package io.anomalyradar.detector.broken;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class RoundsAsTheHostDoes {
    public double log1p(double x) {
        return Math.log1p(x);
    }
}
