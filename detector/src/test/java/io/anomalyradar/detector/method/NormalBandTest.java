package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NormalBandTest {

    @Property
    void sample_isUnusualWhereItIsBeyondTheBand(
            @ForAll @DoubleRange(min = -100, max = 100) double value,
            @ForAll @DoubleRange(min = 0.5, max = 100) double usual,
            @ForAll @DoubleRange(min = 0.5, max = 100) double threshold) {
        Verdict verdict = new Verdict();

        new NormalBand(usual).judge(value, 3, 2, threshold, verdict);

        double edge = Math.min(Math.abs(value - verdict.lower()), Math.abs(value - verdict.upper()));
        boolean beyond = value < verdict.lower() || value > verdict.upper();
        assertThat(verdict.unusual() == beyond || edge < 1e-9).isTrue();
        assertThat(verdict.upper() - 3).isCloseTo(3 - verdict.lower(), within(1e-9));
    }

    @Test
    void constantSignal_changeIsAsFarAsCanBe() {
        Verdict verdict = new Verdict();

        new NormalBand(4).judge(7, 3, 0, 4, verdict);

        assertThat(verdict.residual()).isEqualTo(NormalBand.MAX_RESIDUAL);
        assertThat(verdict.evidence()).isEqualTo(Numerics.normalTailScore(1e6));
        assertThat(verdict.pattern()).isEqualTo(Pattern.SPIKE);
        new NormalBand(4).judge(3, 3, 0, 4, verdict);
        assertThat(verdict.evidence()).isZero();
    }
}
