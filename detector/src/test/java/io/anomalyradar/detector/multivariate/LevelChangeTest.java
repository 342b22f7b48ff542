package io.anomalyradar.detector.multivariate;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SplitMix64;
import org.junit.jupiter.api.Test;

class LevelChangeTest {

    private final LevelChange change = new LevelChange(LevelChangeConfig.DEFAULT);
    private final double[] state = new double[LevelChange.SIZE];
    private final SplitMix64 random = new SplitMix64(5);

    @Test
    void step_levelMovesAndReturns_isHeldInBetweenAndTheReferenceStands() {
        stepNoise(1_000, 10);
        double reference = change.reference(state, 0);

        stepNoise(500, 16);
        boolean held = change.isHeld(state, 0);
        double referenceInBetween = change.reference(state, 0);
        stepNoise(150, 10);

        assertThat(held).isTrue();
        assertThat(referenceInBetween - reference).isBetween(0.0, 1.0);
        assertThat(change.isHeld(state, 0)).isFalse();
    }

    @Test
    void step_movedLevelLasts_isNormalInTheEnd() {
        stepNoise(1_000, 10);

        stepNoise(60_000, 16);

        assertThat(change.isHeld(state, 0)).isFalse();
        assertThat(change.reference(state, 0)).isBetween(15.0, 17.0);
    }

    @Test
    void step_metricThatAlwaysWanders_mustMoveFurther() {
        double[] wanderer = new double[LevelChange.SIZE];
        double walk = 0;
        for (int i = 0; i < 2_000; i++) {
            walk += 0.3 * random.noise();
            change.step(wanderer, 0, walk + random.noise());
        }
        stepNoise(2_000, 0);
        double ofWanderer = 0;
        double ofSteady = 0;

        for (int i = 0; i < 20; i++) {
            ofWanderer = change.step(wanderer, 0, change.reference(wanderer, 0) + 4);
            ofSteady = change.step(state, 0, change.reference(state, 0) + 4);
        }

        assertThat(ofSteady).isGreaterThan(4);
        assertThat(ofWanderer).isLessThan(ofSteady / 2);
    }

    @Test
    void step_warmUp_isZeroAndNothingIsHeld() {
        double most = 0;
        for (int i = 0; i < 59; i++) {
            most = Math.max(most, change.step(state, 0, i < 40 ? 0 : 1e6));
        }

        assertThat(most).isZero();
        assertThat(change.isHeld(state, 0)).isFalse();
    }

    @Test
    void step_constantMetricMoves_isCutToTheLimit() {
        for (int i = 0; i < 500; i++) {
            change.step(state, 0, 3);
        }

        assertThat(change.step(state, 0, 1e75)).isEqualTo(LevelChangeConfig.DEFAULT.limit());
    }

    private void stepNoise(int count, double level) {
        for (int i = 0; i < count; i++) {
            change.step(state, 0, level + random.noise());
        }
    }
}
