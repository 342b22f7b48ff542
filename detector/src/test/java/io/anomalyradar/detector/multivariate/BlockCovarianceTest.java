package io.anomalyradar.detector.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlockCovarianceTest {

    private static final double RIDGE = 0.01;

    @Property(tries = 100)
    void solve_anyFrames_isTheDistanceByGaussElimination(
            @ForAll @IntRange(min = 1, max = 12) int metrics,
            @ForAll @IntRange(min = 1, max = 12) int block,
            @ForAll @IntRange(min = 1, max = 60) int frames,
            @ForAll long seed) {
        BlockCovariance covariance = covariance(block);
        SplitMix64 random = new SplitMix64(seed);
        double[][] reference = new double[metrics][metrics];
        double[] learnt = new double[covariance.size(metrics)];
        double[] factor = new double[covariance.size(metrics)];
        double[] x = new double[metrics];
        double[] counts = new double[metrics];
        for (int n = 1; n <= frames; n++) {
            frame(random, x);
            Arrays.fill(counts, n);
            covariance.update(learnt, x, counts, metrics);
            for (int i = 0; i < metrics; i++) {
                for (int j = 0; j < metrics; j++) {
                    reference[i][j] += i / block == j / block ? (x[i] * x[j] - reference[i][j]) / n : 0;
                }
            }
        }
        for (int i = 0; i < metrics; i++) {
            reference[i][i] += RIDGE;
        }
        frame(random, x);
        covariance.factorise(learnt, factor, x, metrics);
        double[] solution = gauss(reference, x);
        double expected = 0;
        for (int i = 0; i < metrics; i++) {
            expected += x[i] * solution[i];
        }

        double[] y = new double[metrics];
        double square = covariance.solve(factor, x, x, y, metrics);
        covariance.solveTransposed(factor, y, metrics);

        assertThat(square).isCloseTo(expected, within(1e-7 * (1 + expected)));
        assertThat(y).containsExactly(solution, within(1e-5 * (1 + expected)));
    }

    @Test
    void update_metricIsNotInTheFrame_itsProductsStay() {
        BlockCovariance covariance = covariance(4);
        double[] learnt = new double[covariance.size(2)];
        covariance.update(learnt, new double[] {1, 2}, new double[] {1, 1}, 2);

        covariance.update(learnt, new double[] {3, 0}, new double[] {2, 0}, 2);

        assertThat(learnt).containsExactly(5, 2, 4);
    }

    @Property(tries = 50)
    void factorise_metricsAreMissing_isThatOfTheOthersAlone(
            @ForAll @IntRange(min = 0, max = 127) int missing, @ForAll long seed) {
        BlockCovariance covariance = covariance(8);
        SplitMix64 random = new SplitMix64(seed);
        double[] x = new double[7];
        double[] all = new double[covariance.size(7)];
        int present = 7 - Integer.bitCount(missing);
        double[] others = new double[covariance.size(present)];
        double[] part = new double[present];
        double[] counts = new double[7];
        for (int n = 1; n <= 50; n++) {
            frame(random, x);
            Arrays.fill(counts, n);
            covariance.update(all, x, counts, 7);
            covariance.update(others, present(x, missing, part), counts, present);
        }
        double[] factor = new double[all.length];
        double[] factorOfOthers = new double[others.length];
        frame(random, x);
        double expected = square(covariance, others, factorOfOthers, present(x, missing, part));
        for (int i = 0; i < 7; i++) {
            x[i] = (missing >> i & 1) == 0 ? x[i] : Double.NaN;
        }

        assertThat(square(covariance, all, factor, x)).isCloseTo(expected, within(1e-9 * (1 + expected)));
    }

    private static double square(BlockCovariance covariance, double[] learnt, double[] factor, double[] x) {
        covariance.factorise(learnt, factor, x, x.length);
        return covariance.solve(factor, x, x, new double[x.length], x.length);
    }

    private static double[] present(double[] x, int missing, double[] out) {
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if ((missing >> i & 1) == 0) {
                out[count++] = x[i];
            }
        }
        return out;
    }

    @Test
    void factorise_metricsRepeatEachOther_staysFinite() {
        BlockCovariance covariance = covariance(8);
        double[] learnt = new double[covariance.size(8)];
        double[] factor = new double[covariance.size(8)];
        double[] x = new double[8];
        for (int n = 1; n < 100; n++) {
            Arrays.fill(x, n % 2 == 0 ? 10 : -10);
            double[] counts = new double[8];
            Arrays.fill(counts, n);
            covariance.update(learnt, x, counts, 8);
        }
        covariance.factorise(learnt, factor, x, 8);

        double usual = covariance.solve(factor, x, x, new double[8], 8);
        x[3] = -x[3];
        double broken = covariance.solve(factor, x, x, new double[8], 8);

        assertThat(usual).isBetween(0.9, 1.1);
        assertThat(broken).isGreaterThan(1_000 * usual).isLessThan(1e6);
    }

    private static BlockCovariance covariance(int block) {
        return new BlockCovariance(new MewmaConfig(0.1, 1e-9, RIDGE, block, 16));
    }

    private static void frame(SplitMix64 random, double[] x) {
        double cause = random.noise();
        for (int i = 0; i < x.length; i++) {
            x[i] = cause + random.noise();
        }
    }

    private static double[] gauss(double[][] matrix, double[] right) {
        int n = right.length;
        double[] x = right.clone();
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        for (int k = 0; k < n; k++) {
            for (int i = k + 1; i < n; i++) {
                double part = a[i][k] / a[k][k];
                for (int j = k; j < n; j++) {
                    a[i][j] -= part * a[k][j];
                }
                x[i] -= part * x[k];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int j = i + 1; j < n; j++) {
                x[i] -= a[i][j] * x[j];
            }
            x[i] /= a[i][i];
        }
        return x;
    }
}
