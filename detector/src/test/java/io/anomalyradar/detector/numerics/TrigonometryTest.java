package io.anomalyradar.detector.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrigonometryTest {

    @Property(tries = 20_000)
    void sineAndCosine_anyAngle_areThoseOfStrictMathToTheBit(
            @ForAll @DoubleRange(min = -Trigonometry.MAX, max = Trigonometry.MAX) double x) {
        assertSame(x);
    }

    @Property(tries = 20_000)
    void sineAndCosine_anyAngleOfATurn_areThoseOfStrictMathToTheBit(@ForAll @DoubleRange(min = -7, max = 7) double x) {
        assertSame(x);
    }

    @Test
    void sineAndCosine_nearMultiplesOfAQuarterTurn_areThoseOfStrictMathToTheBit() {
        for (int n = -500_000; n <= 500_000; n += 7) {
            double x = n * (Math.PI / 2);
            assertSame(x);
            assertSame(Math.nextUp(x));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1e-300, 1e-9, -1e-9, 0.3, 0.78125, 0x1p-27, 0x1p-28, Trigonometry.MAX})
    void sineAndCosine_edges_areThoseOfStrictMathToTheBit(double x) {
        assertSame(x);
    }

    @Test
    void sineAndCosine_ofNaN_isNaN() {
        assertThat(Trigonometry.sin(Double.NaN)).isNaN();
        assertThat(Trigonometry.cos(Double.NaN)).isNaN();
    }

    @Test
    void angle_beyondWhatIsReducedExactly_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trigonometry.sin(Trigonometry.MAX + 1))
                .withMessageContaining("823550");
        assertThatIllegalArgumentException().isThrownBy(() -> Trigonometry.cos(Double.NEGATIVE_INFINITY));
    }

    private static void assertSame(double x) {
        assertThat(Double.doubleToLongBits(Trigonometry.sin(x)))
                .as("sin %s", x)
                .isEqualTo(Double.doubleToLongBits(StrictMath.sin(x)));
        assertThat(Double.doubleToLongBits(Trigonometry.cos(x)))
                .as("cos %s", x)
                .isEqualTo(Double.doubleToLongBits(StrictMath.cos(x)));
    }
}
