package io.anomalyradar.app.simulate;

/**
 * How a metric behaves while nothing is wrong: base + daily cycle + fast cycle + Gaussian noise, kept within bounds.
 *
 * @param name the metric's name, with its unit at the end
 * @param base the level about which it moves
 * @param daily amplitude of the cycle of 24 hours, ≥ 0
 * @param fast amplitude of the fast cycle, ≥ 0
 * @param fastSeconds period of the fast cycle, above 0
 * @param noise standard deviation, above 0
 * @param min the least it can be; {@code max} the most
 */
record Signal(
        String name, double base, double daily, double fast, double fastSeconds, double noise, double min, double max) {

    Signal {
        if (!(daily >= 0 && fast >= 0 && fastSeconds > 0 && noise > 0)) {
            throw new IllegalArgumentException(name + ": amplitudes must not be negative, period and noise above 0");
        }
        if (!(min < base && base < max)) {
            throw new IllegalArgumentException(name + ": base must be within its bounds, was " + base);
        }
    }

    /** How far the values of a few minutes lie about their mean: the root mean square of noise and fast cycle. */
    double spread() {
        return StrictMath.sqrt(noise * noise + fast * fast / 2);
    }

    Signal named(String other) {
        return new Signal(other, base, daily, fast, fastSeconds, noise, min, max);
    }
}
