package io.anomalyradar.app.simulate;

/**
 * The normal behaviour of a metric: base + daily cycle + fast cycle + Gaussian noise, kept within bounds.
 *
 * @param name the metric's name, with its unit at the end
 * @param base the mean level
 * @param daily amplitude of the cycle of 24 hours, ≥ 0
 * @param fast amplitude of the fast cycle, ≥ 0
 * @param fastSeconds period of the fast cycle, above 0
 * @param noise standard deviation, above 0
 * @param min the smallest possible value; {@code max} the greatest
 */
record MetricShape(
        String name, double base, double daily, double fast, double fastSeconds, double noise, double min, double max) {

    MetricShape {
        if (!(daily >= 0 && fast >= 0 && fastSeconds > 0 && noise > 0)) {
            throw new IllegalArgumentException(name + ": amplitudes must not be negative, period and noise above 0");
        }
        if (!(min < base && base < max)) {
            throw new IllegalArgumentException(name + ": base must be within its bounds, was " + base);
        }
    }

    /** The spread of the values of a few minutes around their mean: the root mean square of noise and fast cycle. */
    double spread() {
        return StrictMath.sqrt(noise * noise + fast * fast / 2);
    }

    MetricShape named(String other) {
        return new MetricShape(other, base, daily, fast, fastSeconds, noise, min, max);
    }
}
