package io.anomalyradar.detector.aggregate;

/**
 * The map from a magnitude to the index of its bucket: buckets whose edges grow by a factor of at most γ = (1 + α) / (1
 * − α), so that a bucket's representative is within α of all its values.
 *
 * <pre>
 * x = 2^e (1 + s), 0 ≤ s &lt; 1;   f = e + s (4 − s) / 3;   index = ⌊c f⌋,  c = 3 / (4 ln γ)
 * </pre>
 *
 * <p>f stands in for log₂ x (Masson, Rim and Lee, section 5, and the quadratically interpolated mapping of the authors'
 * code): no logarithm a sample, 8 % more buckets. d ln x / d f = 3 / ((4 − 2 s)(1 + s)) is at most ¾, hence c.
 */
final class LogMapping {

    private static final long MANTISSA = 0x000fffffffffffffL;
    private static final long ONE = 0x3ff0000000000000L;

    private final double bucketsPerOctave;
    private final double toMiddle;

    /** @param logGamma ln γ */
    LogMapping(double relativeError, double logGamma) {
        bucketsPerOctave = 0.75 / logGamma;
        toMiddle = 1 + relativeError;
    }

    /** The bucket of a normal, positive number. */
    int index(double magnitude) {
        long bits = Double.doubleToRawLongBits(magnitude);
        double s = Double.longBitsToDouble((bits & MANTISSA) | ONE) - 1;
        double f = (int) (bits >>> 52) - 1023 + s * (4 - s) / 3;
        return (int) Math.floor(f * bucketsPerOctave);
    }

    /** The number that is within the relative error of all numbers in the bucket. */
    double value(int index) {
        double f = index / bucketsPerOctave;
        double exponent = Math.floor(f);
        double s = 2 - Math.sqrt(4 - 3 * (f - exponent));
        double power = Double.longBitsToDouble(((long) exponent + 1023) << 52);
        return power * (1 + s) * toMiddle;
    }
}
