package io.anomalyradar.quality.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class FaultTest {
    private final Background background = new Background(Background.Kind.PERIODIC, 1);
    private final Random random = new Random(2);

    @Test
    void eachSizedFault_movesTheSampleByItsSize() {
        background.advance();
        double value = background.value();

        assertThat(Fault.SPIKE.of(background, 5, 0, 7, random) - value).isCloseTo(5, within(1e-12));
        assertThat(Fault.DIP.of(background, 5, 0, 7, random) - value).isCloseTo(-5, within(1e-12));
        assertThat(Fault.LEVEL_SHIFT.of(background, 5, 200, 7, random) - value).isCloseTo(5, within(1e-12));
        int end = Fault.DRIFT.minutes() - 1;
        assertThat(Fault.DRIFT.of(background, 5, end, 7, random) - value).isCloseTo(5, within(1e-12));
        assertThat(Fault.DRIFT.of(background, 5, end / 2, 7, random) - value).isCloseTo(2.5, within(1e-12));
        assertThat(Fault.OSCILLATION.of(background, 5, 2, 7, random) - value).isCloseTo(5, within(1e-12));
    }

    @Test
    void flatLine_holdsTheLastSample_gapHasNone() {
        background.advance();

        assertThat(Fault.FLAT_LINE.of(background, 0, 100, 7, random)).isEqualTo(7);
        assertThat(Fault.GAP.of(background, 0, 100, 7, random)).isNaN();
    }

    @Test
    void shape_isTheCycleBackwards_andOnlyWhereThereIsOne() {
        double forward = 0;
        double backward = 0;
        double differing = 0;
        for (int i = 0; i < background.period(); i++) {
            background.advance();
            double mirrored = Fault.SHAPE.of(background, 0, i, 7, random) - background.noise();
            forward += background.cycle(i);
            backward += mirrored;
            differing += Math.abs(mirrored - background.cycle(i));
        }

        assertThat(backward).as("the same values in another order").isCloseTo(forward, within(1e-9));
        assertThat(differing).isGreaterThan(20);
        assertThat(Fault.SHAPE.shows(background)).isTrue();
        assertThat(Fault.SHAPE.shows(new Background(Background.Kind.WHITE, 1))).isFalse();
    }
}
