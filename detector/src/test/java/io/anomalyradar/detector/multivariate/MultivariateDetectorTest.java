package io.anomalyradar.detector.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.alarm.Transition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MultivariateDetectorTest {

    private static final int METRICS = 6;

    private final MultivariateDetector detector = new MultivariateDetector(MultivariateConfig.DEFAULT);
    private final MultivariateState state = detector.newState();
    private final MultivariateEvaluation evaluation = new MultivariateEvaluation();
    private final Plant plant = new Plant(METRICS, 1);
    private long time;

    @Test
    void step_warmUp_isNotScoredUntilFrame121() {
        learn(120);
        boolean before = evaluation.isScored();

        learn(1);

        assertThat(before).isFalse();
        assertThat(evaluation.isScored()).isTrue();
        assertThat(evaluation.score()).isGreaterThanOrEqualTo(0);
        assertThat(state.frames()).isEqualTo(121);
    }

    @Test
    void step_oneMetricMovesToAnotherLevel_opensOneAnomalyAndNamesTheMetric() {
        learn(2_000);
        List<Transition> transitions = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            double[] frame = plant.next();
            frame[3] += 12;
            detector.step(state, frame, METRICS, ++time, evaluation);
            transitions.add(evaluation.transition());
        }

        assertThat(transitions).containsOnlyOnce(Transition.OPENED).doesNotContain(Transition.ENDED);
        assertThat(evaluation.isAlarmed()).isTrue();
        assertThat(evaluation.score()).isGreaterThan(2.5);
        assertThat(shares()[3]).isGreaterThan(0.5);
        assertThat(Arrays.stream(shares()).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void step_levelReturns_endsTheAnomaly() {
        learn(2_000);
        for (int i = 0; i < 100; i++) {
            double[] frame = plant.next();
            frame[3] += 12;
            detector.step(state, frame, METRICS, ++time, evaluation);
        }

        List<Transition> transitions = learn(150);

        assertThat(transitions).contains(Transition.ENDED);
        assertThat(evaluation.isAlarmed()).isFalse();
    }

    @Test
    void step_metricsNoLongerMoveTogether_isFoundThoughEachIsAsUsual() {
        learn(3_000);
        Plant other = new Plant(METRICS, 99); // the same distribution of each metric, of other causes

        for (int i = 0; i < 60; i++) {
            double[] frame = plant.next();
            frame[4] = other.next()[4];
            detector.step(state, frame, METRICS, ++time, evaluation);
        }

        assertThat(evaluation.isAlarmed()).isTrue();
        assertThat(evaluation.member(JointMember.JOINT)).isGreaterThan(1);
        assertThat(evaluation.member(JointMember.RESIDUAL)).isGreaterThan(1);
        assertThat(evaluation.member(JointMember.LEVEL)).isLessThan(1);
    }

    @Test
    void step_anomalyOfAThousandFrames_isNotLearnt() {
        learn(2_000);

        for (int i = 0; i < 1_000; i++) {
            double[] frame = plant.next();
            frame[0] += 12;
            detector.step(state, frame, METRICS, ++time, evaluation);
        }

        assertThat(evaluation.isAlarmed()).isTrue();
    }

    @Test
    void step_usualFrames_scoresAreTheChancesTheySay() {
        learn(5_000);
        int hundredth = 0;
        int thousandth = 0;
        int frames = 50_000;

        for (int i = 0; i < frames; i++) {
            detector.step(state, plant.next(), METRICS, ++time, evaluation);
            hundredth += evaluation.score() >= 2 ? 1 : 0;
            thousandth += evaluation.score() >= 3 ? 1 : 0;
        }

        assertThat(hundredth / (double) frames).isBetween(0.002, 0.02);
        assertThat(thousandth / (double) frames).isLessThan(0.003);
    }

    @Test
    void step_noMetricInTheFrame_changesNothing() {
        learn(500);
        byte[] before = MultivariateStateCodec.encode(state);
        double[] empty = new double[METRICS];
        Arrays.fill(empty, Double.NaN);
        empty[2] = Double.POSITIVE_INFINITY;
        empty[3] = 1e80;

        detector.step(state, empty, METRICS, ++time, evaluation);

        assertThat(evaluation.isScored()).isFalse();
        assertThat(evaluation.score()).isNaN();
        assertThat(evaluation.member(JointMember.LEVEL)).isNaN();
        assertThat(MultivariateStateCodec.encode(state)).containsExactly(before);
    }

    @Test
    void step_metricIsMissing_theOthersAreStillWatched() {
        learn(2_000);

        for (int i = 0; i < 60; i++) {
            double[] frame = plant.next();
            frame[1] = Double.NaN;
            detector.step(state, frame, METRICS, ++time, evaluation);
        }
        boolean alarmedForBeingMissing = evaluation.isAlarmed();
        for (int i = 0; i < 60; i++) {
            double[] frame = plant.next();
            frame[1] = Double.NaN;
            frame[3] += 12;
            detector.step(state, frame, METRICS, ++time, evaluation);
        }

        assertThat(alarmedForBeingMissing).isFalse();
        assertThat(evaluation.isAlarmed()).isTrue();
        assertThat(shares()[3]).isGreaterThan(0.4);
    }

    @Test
    void step_metricAppearsLater_isLearntAndThenWatched() {
        for (int i = 0; i < 1_000; i++) {
            detector.step(state, plant.next(), METRICS - 1, ++time, evaluation);
        }

        learn(1_000);
        boolean alarmedForBeingNew = evaluation.isAlarmed();
        for (int i = 0; i < 60; i++) {
            double[] frame = plant.next();
            frame[METRICS - 1] += 20;
            detector.step(state, frame, METRICS, ++time, evaluation);
        }

        assertThat(state.metrics()).isEqualTo(METRICS);
        assertThat(alarmedForBeingNew).isFalse();
        assertThat(evaluation.isAlarmed()).isTrue();
        assertThat(shares()[METRICS - 1]).isGreaterThan(0.5);
    }

    @Test
    void step_moreMetricsThanTheBound_looksAtTheFirst() {
        double[] many = new double[300];

        detector.step(state, many, 300, 1, evaluation);
        detector.step(state, many, 290, 2, evaluation);

        assertThat(state.metrics()).isEqualTo(256);
    }

    @Test
    void step_fewerMetricsThanBefore_isRefused() {
        learn(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> detector.step(state, plant.next(), METRICS - 1, 2, evaluation))
                .withMessage("count must be at least 6, was 5");
    }

    @Test
    void copy_ofAState_neitherSeesWhatHappensToTheOther() {
        learn(700);
        byte[] before = MultivariateStateCodec.encode(state);
        MultivariateState copy = state.copy();

        learn(10);

        assertThat(MultivariateStateCodec.encode(copy)).containsExactly(before);
        assertThat(MultivariateStateCodec.encode(state)).isNotEqualTo(before);
    }

    @Property(tries = 20)
    void step_unitsOfMetricsChanged_scoresStay(@ForAll @IntRange(min = -8, max = 8) int power, @ForAll long seed) {
        double factor = power < 0 ? 1.0 / (1 << -power) : 1 << power;
        MultivariateState original = detector.newState();
        MultivariateState scaled = detector.newState();
        Plant device = new Plant(METRICS, seed);

        for (int i = 0; i < 600; i++) {
            double[] frame = device.next();
            detector.step(original, frame, METRICS, i, evaluation);
            double score = evaluation.score();
            for (int j = 0; j < METRICS; j++) {
                frame[j] *= j % 2 == 0 ? factor : -1;
            }
            detector.step(scaled, frame, METRICS, i, evaluation);
            if (i >= 120) {
                assertThat(evaluation.score()).isCloseTo(score, within(1e-6 * (1 + score)));
            }
        }
    }

    @Property(tries = 20)
    void step_metricsInAnotherOrder_scoresStay(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int turn) {
        MultivariateState original = detector.newState();
        MultivariateState turned = detector.newState();
        Plant device = new Plant(METRICS, seed);
        double[] other = new double[METRICS];

        for (int i = 0; i < 600; i++) {
            double[] frame = device.next();
            for (int j = 0; j < METRICS; j++) {
                other[(j + turn) % METRICS] = frame[j];
            }
            detector.step(original, frame, METRICS, i, evaluation);
            double score = evaluation.score();
            detector.step(turned, other, METRICS, i, evaluation);
            if (i >= 120) {
                assertThat(evaluation.score()).isCloseTo(score, within(1e-6 * (1 + score)));
            }
        }
    }

    private List<Transition> learn(int frames) {
        List<Transition> transitions = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            detector.step(state, plant.next(), METRICS, ++time, evaluation);
            transitions.add(evaluation.transition());
        }
        return transitions;
    }

    private double[] shares() {
        double[] shares = new double[METRICS];
        detector.contributions(state, shares);
        return shares;
    }
}
