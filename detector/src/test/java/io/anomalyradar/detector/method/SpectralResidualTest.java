package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SpectralResidualTest {

    @Property(tries = 10)
    void saliency_anySignal_agreesWithTheDefinition(@ForAll long seed) {
        Subject subject = new Subject(SpectralResidualConfig.DEFAULT);
        SplitMix64 random = new SplitMix64(seed);
        List<Double> arrived = new ArrayList<>();

        for (int i = 0; i < 120; i++) {
            double x = 5 * Math.sin(i / 3.0) + random.noise();
            arrived.add(x);
            double saliency = subject.step(x).residual();
            if (i >= 58) {
                assertThat(saliency).isCloseTo(reference(arrived.subList(i - 58, i + 1)), within(1e-6));
            }
        }
    }

    /** Section 3.1 of the paper, with sums for transforms; by the window less its mean, in units of the largest. */
    private static double reference(List<Double> held) {
        double slopes = 0;
        for (int i = 1; i <= 5; i++) {
            slopes += (held.get(57) - held.get(57 - i)) / i;
        }
        double mean = held.subList(0, 58).stream().mapToDouble(v -> v / 58).sum();
        double[] x = new double[64];
        double largest = 0;
        for (int i = 0; i < 64; i++) {
            x[i] = (i < 59 ? held.get(i) : held.get(53) + slopes) - mean;
            largest = Math.max(largest, Math.abs(x[i]));
        }
        double[] re = new double[64];
        double[] im = new double[64];
        double[] log = new double[64];
        for (int k = 0; k < 64; k++) {
            for (int i = 0; i < 64; i++) {
                re[k] += x[i] / largest * Math.cos(2 * Math.PI * k * i / 64);
                im[k] -= x[i] / largest * Math.sin(2 * Math.PI * k * i / 64);
            }
            log[k] = Math.log(Math.max(Math.hypot(re[k], im[k]), 1e-8));
        }
        log[0] = log[1];
        double[] saliency = new double[64];
        for (int i = 0; i < 64; i++) {
            double a = 0;
            double b = 0;
            for (int k = 0; k < 64; k++) {
                double gain = Math.exp(-(log[(k + 63) % 64] + log[k] + log[(k + 1) % 64]) / 3);
                double angle = 2 * Math.PI * k * i / 64;
                a += gain * (re[k] * Math.cos(angle) - im[k] * Math.sin(angle));
                b += gain * (re[k] * Math.sin(angle) + im[k] * Math.cos(angle));
            }
            saliency[i] = Math.hypot(a, b);
        }
        double local = 0;
        for (int i = 37; i < 58; i++) {
            local += saliency[i] / 21;
        }
        return saliency[58] / local - 1;
    }

    @Test
    void spikeWithinTheRangeOfAWave_isFound() {
        SplitMix64 random = new SplitMix64(1);
        Subject subject = new Subject(SpectralResidualConfig.DEFAULT);
        subject.unusual(0, 5_000, i -> 10 * Math.sin(2 * Math.PI * i / 24) + 0.3 * random.noise());

        subject.step(8); // the wave is at 8.7 · sin 120° of its fall … 5,000 mod 24 is 8

        double wave = 10 * Math.sin(2 * Math.PI * 5_000 / 24);
        assertThat(subject.last().unusual()).isEqualTo(Math.abs(8 - wave) > 3);
        assertThat(subject.step(-9).pattern()).isEqualTo(Pattern.DIP);
    }

    @Test
    void constant_isNotUnusual() {
        Subject subject = new Subject(SpectralResidualConfig.DEFAULT);

        assertThat(subject.unusual(0, 500, i -> 3)).isZero();
    }
}
