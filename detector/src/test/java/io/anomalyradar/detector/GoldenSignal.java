package io.anomalyradar.detector;

/** The input of the golden vectors: spec/detector-state.md, "Golden vectors". */
final class GoldenSignal {

    private final SplitMix64 random;
    private long sample = -1;
    private long timestampMillis;
    private double value;

    GoldenSignal(long seed) {
        random = new SplitMix64(seed);
    }

    void next() {
        long t = ++sample;
        timestampMillis = 1_700_000_000_000L + 1_000 * t;
        if (t % 991 == 990) {
            timestampMillis -= 1_000; // the time of the sample before
        } else if (t % 997 == 996) {
            timestampMillis -= 5_000; // late
        }
        double noise = random.noise();
        value = 1_000 + 2 * noise;
        if (t % 5_000 >= 2_500 && t % 5_000 < 2_505) {
            value += 17 + t / 1_000;
        }
        if (t >= 30_000 && t < 30_400) {
            value -= 60;
        }
        if (t >= 60_000) {
            value += 7;
        }
        if (t >= 80_000 && t < 82_000) {
            value += (t - 80_000) * 0.0625;
        }
        if (t >= 90_000 && t < 93_000) {
            value = t % 1_000 == 999 ? 700 : 650;
        }
    }

    long timestampMillis() {
        return timestampMillis;
    }

    double value() {
        return value;
    }
}
