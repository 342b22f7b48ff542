package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TailTest {

    private final double[] state = new double[Tail.SIZE];

    @Property(tries = 200)
    void score_isTheInverseOfTheQuantile(@ForAll @DoubleRange(min = 0.01, max = 12) double score) {
        double value = Tail.quantile(state, 0, 1_000, 1, score);

        assertThat(Tail.score(state, 0, 1_000, 1, value)).isCloseTo(score, within(1e-9 * score));
    }

    @Property(tries = 50)
    void score_growsWithTheValueAndIsContinuous(
            @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 5) double scale) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            Tail.update(state, 0, i, 1, scale * random.nextGaussian(), 5);
        }

        double before = 0;
        for (double s = 0; s < 20; s += 0.01) {
            double score = Tail.score(state, 0, 5_000, 1, s);
            assertThat(score).isGreaterThanOrEqualTo(before).isLessThan(before + 0.3);
            before = score;
        }
    }

    /** Of a known tail, the share of values above a score is what the score says. */
    @Test
    void score_ofIndependentValues_isMinusLog10OfTheirProbability() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            Tail.update(state, 0, i, 1, random.nextGaussian(), 5);
        }

        int beyond = 0;
        for (int i = 0; i < 1_000_000; i++) {
            beyond += Tail.score(state, 0, 20_000, 1, random.nextGaussian()) >= 3 ? 1 : 0;
        }
        assertThat(beyond / 1e6).isBetween(0.0002, 0.001);
    }

    @Test
    void score_heavyTail_isLowerThanThatOfALightOne() {
        double[] heavy = new double[Tail.SIZE];
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            Tail.update(state, 0, i, 1, random.nextGaussian(), 5);
            Tail.update(heavy, 0, i, 1, random.nextGaussian() / Math.sqrt(-Math.log(1 - random.nextDouble())), 5);
        }

        assertThat(Tail.score(heavy, 0, 20_000, 1, 10)).isLessThan(0.6 * Tail.score(state, 0, 20_000, 1, 10));
    }

    /** However far it goes and however long it lasts. */
    @Test
    void update_oneIncident_changesLittle() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Tail.update(state, 0, i, 1, random.nextGaussian(), 5);
        }
        double before = Tail.score(state, 0, 10_000, 1, 8);

        for (int i = 0; i < 500; i++) {
            Tail.update(state, 0, 10_000, 1, 1e6, 5);
        }
        Tail.update(state, 0, 10_000, 1, 0, 5);

        assertThat(Tail.score(state, 0, 10_000, 1, 8)).isGreaterThan(0.85 * before);
    }

    /** A value that is not even in the tail raises no alarm, however long nothing was in the tail. */
    @Test
    void score_nothingWasEverInTheTail_whatIsBelowItIsNoNews() {
        for (int i = 0; i < 100_000; i++) {
            Tail.update(state, 0, 336, 1, i % 3 == 0 ? 1.5 : -0.5, 5);
        }

        assertThat(Tail.score(state, 0, 336, 1, 1.5)).isLessThan(2);
        assertThat(Tail.score(state, 0, 336, 1, 2)).isLessThan(3);
    }

    @Test
    void update_fewExcesses_areUncertain() {
        assertThat(Tail.score(state, 0, 50, 1, 30)).isLessThan(Tail.score(state, 0, 5_000, 1, 30));
    }
}
