package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.SplitMix64;

/** A device whose metrics follow two hidden causes, each in its own unit, with noise of a tenth of the signal. */
final class Plant {

    private final SplitMix64 random;
    private final double[] frame;

    Plant(int metrics, long seed) {
        random = new SplitMix64(seed);
        frame = new double[metrics];
    }

    /** The next frame, in an array that the next call fills again. */
    double[] next() {
        double first = random.noise();
        double second = random.noise();
        for (int i = 0; i < frame.length; i++) {
            double signal = i % 2 == 0 ? first : second;
            frame[i] = 100 * (i + 1) + (i + 1) * (signal + 0.1 * random.noise());
        }
        return frame;
    }
}
