package io.anomalyradar.quality.worlds;

import java.util.Random;

/** Draws from the distributions that worlds are made of. Not thread-safe. */
final class Chance {
    private static final double NORMAL_FROM = 50; // a Poisson distribution with a greater mean is drawn as normal

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    boolean is(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    double logUniform(double low, double high) {
        return low * StrictMath.pow(high / low, random.nextDouble());
    }

    double normal() {
        return random.nextGaussian();
    }

    /** Student's t with 3 degrees of freedom, scaled to the quartiles of a normal distribution. */
    double heavyTailed() {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            double next = random.nextGaussian();
            squares += next * next;
        }
        return 0.88 * random.nextGaussian() / Math.sqrt(squares / 3);
    }

    /** Poisson. */
    double count(double mean) {
        if (mean > NORMAL_FROM) {
            return Math.max(0, Math.floor(mean + Math.sqrt(mean) * random.nextGaussian() + 0.5));
        }
        double limit = StrictMath.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
