package io.anomalyradar.detector.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MewmaTest {

    private static final int METRICS = 5;

    private final Mewma mewma = new Mewma(new MewmaConfig(0.2, 1e-6, 1e-6, 8, 16));
    private final double[] covariance = new double[mewma.size(METRICS)];
    private final double[] factor = new double[mewma.size(METRICS)];
    private final double[] averages = new double[METRICS];
    private final double[] work = new double[METRICS];

    @Test
    void distance_independentUnitMetrics_isTheRootMeanSquare() {
        for (int i = 0; i < METRICS; i++) {
            mewma.append(covariance, factor, i);
        }
        double[] x = {3, 0, 0, 4, 0};

        assertThat(mewma.distance(factor, x, x, METRICS, METRICS, work)).isCloseTo(Math.sqrt(5), within(1e-5));
    }

    @Test
    void distance_ofTheAverages_hasTheVarianceThatLowryStates() {
        SplitMix64 random = new SplitMix64(3);
        double sum = 0;
        int frames = 40_000;
        for (int n = 1; n <= frames; n++) {
            learn(random, n);
            mewma.average(averages, work, METRICS);
            if (n > frames / 2) {
                double distance = mewma.distance(factor, averages, averages, METRICS, METRICS, new double[METRICS]);
                sum += distance * distance;
            }
        }

        double meanSquare = 2 * sum / frames;

        assertThat(meanSquare).isCloseTo(0.2 / (2 - 0.2), within(0.006)); // Σ_e = λ / (2 − λ) Σ, equation 3
    }

    @Test
    void contributions_ofAFrame_sumUpToTheSquaredDistance() {
        SplitMix64 random = new SplitMix64(4);
        for (int n = 1; n <= 512; n++) {
            learn(random, n);
        }
        double[] x = {1, -2, 3, 0.5, 0};
        double distance = mewma.distance(factor, x, x, METRICS, 1, work);
        double[] parts = new double[METRICS];

        mewma.contributions(factor, x, METRICS, parts);

        assertThat(Arrays.stream(parts).sum()).isCloseTo(distance * distance, within(1e-9));
        assertThat(parts[4]).isZero();
    }

    @Test
    void smooth_constantDistance_tendsToIt() {
        double smoothed = 0;
        for (int i = 0; i < 100; i++) {
            smoothed = mewma.smooth(smoothed, 2);
        }

        assertThat(smoothed).isCloseTo(2, within(1e-8));
    }

    /** Learns a frame of metrics that share a cause, and leaves it in {@code work}. */
    private void learn(SplitMix64 random, int frames) {
        double cause = random.noise();
        for (int i = 0; i < METRICS; i++) {
            work[i] = cause + random.noise();
        }
        double[] counts = new double[METRICS];
        Arrays.fill(counts, frames);
        mewma.learn(covariance, factor, work, counts, METRICS, frames);
    }
}
