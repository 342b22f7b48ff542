package io.anomalyradar.detector.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import org.junit.jupiter.api.Test;

class IncrementalPcaTest {

    private static final int METRICS = 4;

    private final IncrementalPca pca = new IncrementalPca(new IncrementalPcaConfig(2, 1e-6, 0.1));
    private final double[] components = new double[pca.size(METRICS)];
    private final SplitMix64 random = new SplitMix64(8);

    @Test
    void step_twoCauses_componentsTendToTheEigenvectorsAndTheirLengthsToTheEigenvalues() {
        for (int n = 1; n <= 20_000; n++) {
            pca.step(components, frame(3, 1, 0.1), METRICS, n);
        }

        double first = length(0);
        double second = length(1);

        assertThat(first).isCloseTo(9 * 2 + 0.01, within(0.6)); // variance 9 along (1, 1, 0, 0), whose length is √2
        assertThat(second).isCloseTo(1 * 2 + 0.01, within(0.1));
        assertThat(Math.abs(components[0] + components[2]) / Math.sqrt(2) / first)
                .isCloseTo(1, within(1e-3));
        assertThat(Math.abs(components[5] + components[7]) / Math.sqrt(2) / second)
                .isCloseTo(1, within(1e-3));
    }

    @Test
    void step_frameAlongTheComponents_leavesNothing() {
        for (int n = 1; n <= 20_000; n++) {
            pca.step(components, frame(3, 1, 0), METRICS, n);
        }

        double along = pca.step(components.clone(), new double[] {5, 5, -2, -2}, METRICS, 20_001);
        double outside = pca.step(components.clone(), new double[] {3, -3, 0, 0}, METRICS, 20_001);

        assertThat(along).isCloseTo(0, within(0.05));
        assertThat(outside).isCloseTo(18, within(0.05));
    }

    @Test
    void step_metricIsMissing_isNoResidual() {
        for (int n = 1; n <= 20_000; n++) {
            pca.step(components, frame(3, 1, 0), METRICS, n);
        }

        double square = pca.step(components.clone(), new double[] {5, Double.NaN, -2, -2}, METRICS, 20_001);

        assertThat(square).isCloseTo(0, within(0.1));
    }

    @Test
    void step_fewerDirectionsThanComponents_staysFinite() {
        double square = 0;
        for (int n = 1; n <= 5_000; n++) {
            double cause = random.noise();
            square = pca.step(components, new double[] {cause, cause, cause, cause}, METRICS, n);
        }

        assertThat(square).isCloseTo(0, within(1e-9));
        assertThat(components).doesNotContain(Double.NaN);
    }

    private double[] frame(double first, double second, double noise) {
        double a = first * random.noise();
        double b = second * random.noise();
        return new double[] {
            a + noise * random.noise(),
            a + noise * random.noise(),
            b + noise * random.noise(),
            b + noise * random.noise()
        };
    }

    private double length(int component) {
        double square = 0;
        for (int i = 0; i < METRICS; i++) {
            square += components[2 * i + component] * components[2 * i + component];
        }
        return Math.sqrt(square);
    }
}
