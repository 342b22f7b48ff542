package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScoreScaleTest {

    @Test
    void toUnit_knownScores_givesTheStatedValues() {
        assertThat(ScoreScale.toUnit(0)).isZero();
        assertThat(ScoreScale.toUnit(3)).isEqualTo(0.5);
        assertThat(ScoreScale.toUnit(9)).isEqualTo(0.75);
        assertThat(ScoreScale.toUnit(27)).isEqualTo(0.9);
        assertThat(ScoreScale.toUnit(1e12)).isLessThan(1);
        assertThat(ScoreScale.toUnit(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(ScoreScale.toUnit(Double.NaN)).isNaN();
    }

    @Property
    void toUnit_higherScore_isHigherAndComesBack(@ForAll @DoubleRange(min = 0, max = 1e5) double score) {
        double unit = ScoreScale.toUnit(score);

        assertThat(ScoreScale.toUnit(score * 1.000001 + 1e-6)).isGreaterThan(unit);
        assertThat(ScoreScale.fromUnit(unit)).isCloseTo(score, within(1e-9 * (1 + score * score)));
    }

    @Test
    void toUnit_outOfRange_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreScale.toUnit(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreScale.fromUnit(1.5))
                .withMessageContaining("1.5");
    }
}
