package io.anomalyradar.quality.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SyntheticFaultTest {
    private final Background background = new Background(Background.Kind.PERIODIC, 1);
    private final Random random = new Random(2);

    @Test
    void eachSizedFault_movesTheSampleByItsSize() {
        background.advance();
        double value = background.value();

        assertThat(SyntheticFault.SPIKE.of(background, 5, 0, 7, random) - value).isCloseTo(5, within(1e-12));
        assertThat(SyntheticFault.DIP.of(background, 5, 0, 7, random) - value).isCloseTo(-5, within(1e-12));
        assertThat(SyntheticFault.LEVEL_SHIFT.of(background, 5, 200, 7, random) - value)
                .isCloseTo(5, within(1e-12));
        int end = SyntheticFault.DRIFT.minutes() - 1;
        assertThat(SyntheticFault.DRIFT.of(background, 5, end, 7, random) - value)
                .isCloseTo(5, within(1e-12));
        assertThat(SyntheticFault.DRIFT.of(background, 5, end / 2, 7, random) - value)
                .isCloseTo(2.5, within(1e-12));
        assertThat(SyntheticFault.OSCILLATION.of(background, 5, 2, 7, random) - value)
                .isCloseTo(5, within(1e-12));
    }

    @Test
    void flatLine_holdsTheLastSample_gapHasNone() {
        background.advance();

        assertThat(SyntheticFault.FLAT_LINE.of(background, 0, 100, 7, random)).isEqualTo(7);
        assertThat(SyntheticFault.GAP.of(background, 0, 100, 7, random)).isNaN();
    }

    @Test
    void shape_isTheCycleBackwards_andOnlyWhereThereIsOne() {
        double forward = 0;
        double backward = 0;
        double differing = 0;
        for (int i = 0; i < background.period(); i++) {
            background.advance();
            double mirrored = SyntheticFault.SHAPE.of(background, 0, i, 7, random) - background.noise();
            forward += background.cycle(i);
            backward += mirrored;
            differing += Math.abs(mirrored - background.cycle(i));
        }

        assertThat(backward).as("the same values in another order").isCloseTo(forward, within(1e-9));
        assertThat(differing).isGreaterThan(20);
        assertThat(SyntheticFault.SHAPE.shows(background)).isTrue();
        assertThat(SyntheticFault.SHAPE.shows(new Background(Background.Kind.WHITE, 1)))
                .isFalse();
    }
}
