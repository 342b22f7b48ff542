package io.anomalyradar.detector.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.calibration.BudgetConfig.Scope;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JointDetectorTest {

    private static final int METRICS = 6;
    private static final long SECOND = 1_000;

    private final JointDetector joint = new JointDetector(JointConfig.DEFAULT, BudgetConfig.DEFAULT);
    private final JointState state = joint.newState();
    private final MultivariateDetector plain = new MultivariateDetector(MultivariateConfig.DEFAULT);
    private final MultivariateState reference = plain.newState();
    private final MultivariateEvaluation said = new MultivariateEvaluation();
    private final MultivariateEvaluation expected = new MultivariateEvaluation();

    @Property(tries = 10)
    void step_wholeFrames_areTheRows(@ForAll long seed, @ForAll @IntRange(min = 2, max = 64) int metrics) {
        JointState own = joint.newState();
        MultivariateState rows = plain.newState();
        Plant plant = new Plant(metrics, seed);

        for (int i = 0; i < 300; i++) {
            double[] frame = plant.next();
            assertThat(frame(own, i, frame)).isTrue();
            plain.step(rows, frame, metrics, i, expected);
            assertThat(said.score()).isEqualTo(Double.valueOf(expected.score()));
            assertThat(said.isAlarmed()).isEqualTo(expected.isAlarmed());
        }
    }

    @Test
    void step_metricThatDoesNotCome_isHeldAHundredRowsAndThenMissing() {
        Plant plant = new Plant(METRICS, 1);
        double last = 0;

        for (int i = 0; i < 400; i++) {
            double[] row = plant.next().clone();
            double[] given = row.clone();
            if (i < 150) {
                last = row[2];
            } else {
                given[2] = Double.NaN;
                row[2] = i < 250 ? last : Double.NaN;
            }
            frame(state, i, given);
            plain.step(reference, row, METRICS, i, expected);
            assertThat(said.score()).as("row " + i).isEqualTo(Double.valueOf(expected.score()));
        }
    }

    @Test
    void step_metricsOneByOne_areJudgedTwiceATurn() {
        Plant plant = new Plant(METRICS, 2);
        int judged = 0;
        for (int i = 0; i < 50; i++) {
            judged += turn(plant.next(), i);
        }
        long before = state.rows();

        for (int i = 50; i < 150; i++) {
            judged += turn(plant.next(), i);
        }

        assertThat(state.rows() - before).isEqualTo(200);
        assertThat(judged).isEqualTo(state.rows());
    }

    @Test
    void step_mostMetricsStop_aRowIsJudgedEverySixteenFramesUntilTheyAreMissing() {
        Plant plant = new Plant(METRICS, 3);
        for (int i = 0; i < 50; i++) {
            frame(state, i, plant.next());
        }
        List<Integer> judged = new ArrayList<>();

        for (int i = 0; i < 1_700; i++) {
            double[] given = {plant.next()[0], Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN};
            if (frame(state, 50 + i, given)) {
                judged.add(i);
            }
        }

        assertThat(judged.subList(0, 100)).startsWith(15, 31, 47).allMatch(i -> i % 16 == 15);
        assertThat(judged.subList(100, judged.size())).startsWith(1_600, 1_601, 1_602);
    }

    @Test
    void step_fewerMetricsThanTheLeast_areNeverJudged() {
        JointDetector three = new JointDetector(JointConfig.DEFAULT.withLeastMetrics(3), BudgetConfig.DEFAULT);
        JointState pair = three.newState();
        boolean judged = false;

        for (int i = 0; i < 200; i++) {
            three.put(pair, 0, i);
            three.put(pair, 1, -i);
            judged |= three.step(pair, i, 3, said);
        }
        three.put(pair, 2, 1);

        assertThat(judged).isFalse();
        assertThat(three.step(pair, 200, 3, said)).isTrue();
        assertThat(pair.rows()).isOne();
    }

    @Test
    void takes_frameEarlierThanTheNewest_isNot() {
        frame(state, 1_000, new Plant(METRICS, 4).next());

        assertThat(joint.takes(state, 999)).isFalse();
        assertThat(joint.takes(state, 1_000)).isTrue();
    }

    @Test
    void put_moreMetricsThanTheBound_areThoseThatCameFirst() {
        for (int i = 0; i < 70; i++) {
            joint.put(state, i, i);
        }

        joint.step(state, 0, METRICS + 1, said);

        assertThat(state.metrics()).isEqualTo(64);
    }

    @Test
    void shares_oneMetricMoves_nameItFirst() {
        Plant plant = new Plant(METRICS, 5);
        for (int i = 0; i < 1_000; i++) {
            frame(state, i, plant.next());
        }

        for (int i = 0; i < 60; i++) {
            double[] row = plant.next();
            row[4] += 50;
            frame(state, 1_000 + i, row);
        }

        List<Share> shares = joint.shares(state, 3);
        assertThat(said.isAlarmed()).isTrue();
        assertThat(shares).hasSizeBetween(1, 3).allMatch(share -> share.part() >= 0.01);
        assertThat(shares.get(0).metric()).isEqualTo(4);
        assertThat(shares.get(0).part()).isBetween(0.5, 1.0);
        assertThat(shares).isSortedAccordingTo((a, b) -> Double.compare(b.part(), a.part()));
    }

    @Test
    void step_anomalyBelowTheThreshold_isOpenButNotEmitted() {
        JointConfig high = new JointConfig(true, 2, 64, 100, 16, 50);
        JointDetector reserved = new JointDetector(high, BudgetConfig.DEFAULT);
        JointState other = reserved.newState();
        Plant plant = new Plant(METRICS, 6);
        List<Transition> emitted = new ArrayList<>();
        int alarmed = 0;

        for (int i = 0; i < 2_300; i++) {
            double[] row = plant.next();
            row[3] += i >= 2_000 && i < 2_100 ? 12 : 0;
            frame(joint, state, i * SECOND, row);
            boolean open = said.isAlarmed();
            frame(reserved, other, i * SECOND, row);
            emitted.add(said.transition());
            alarmed += open ? 1 : 0;
            assertThat(said.isAlarmed()).isEqualTo(open);
        }

        assertThat(alarmed).isGreaterThan(90);
        assertThat(emitted).containsOnly(Transition.NONE);
    }

    @Test
    void step_thresholdIsRaisedAndLoweredAgain_anomalyIsEmittedAsForADeviceNeverRaised() {
        JointDetector raised = new JointDetector(new JointConfig(true, 2, 64, 100, 16, 100), BudgetConfig.DEFAULT);
        JointState other = joint.newState();
        Plant plant = new Plant(METRICS, 6);
        List<Integer> never = new ArrayList<>();
        List<Integer> lowered = new ArrayList<>();

        for (int i = 0; i < 3_100; i++) {
            double[] row = plant.next();
            row[3] += i >= 3_000 ? 12 : 0;
            frame(joint, state, i * SECOND, row);
            if (said.transition() == Transition.OPENED) {
                never.add(i);
            }
            frame(i >= 1_000 && i < 2_900 ? raised : joint, other, i * SECOND, row);
            if (said.transition() == Transition.OPENED) {
                lowered.add(i);
            }
        }

        assertThat(lowered).isNotEmpty().isEqualTo(never);
    }

    @Test
    void step_aFaultEveryFewMinutes_fewAreEmittedThoughAllAreOpen() {
        Faults often = faults(joint, METRICS + 1, SECOND);
        Faults seldom = faults(joint, METRICS + 1, 86_400 * SECOND);

        assertThat(often.opened).isEqualTo(seldom.opened).isGreaterThan(30);
        assertThat(seldom.emitted).isGreaterThan(20);
        assertThat(often.emitted).isBetween(1, 10);
    }

    @Test
    void step_numberIsAskedOfTheDevice_isSharedWithItsSeries() {
        BudgetConfig ofDevice = new BudgetConfig(7_000, Scope.DEVICE, 1_000);
        BudgetConfig ofSeries = new BudgetConfig(1_000, Scope.SERIES, 1_000);

        Faults shared = faults(new JointDetector(JointConfig.DEFAULT, ofDevice), 7, SECOND);
        Faults own = faults(new JointDetector(JointConfig.DEFAULT, ofSeries), 7, SECOND);
        Faults whole = faults(new JointDetector(JointConfig.DEFAULT, ofDevice), 1, SECOND);

        assertThat(shared).isEqualTo(own);
        assertThat(shared.emitted).isLessThan(whole.emitted);
    }

    @Property(tries = 20)
    void copy_betweenAnyTwoFrames_goesOnWithTheSameBits(@ForAll @IntRange(max = 500) int cut, @ForAll long seed) {
        JointState original = joint.newState();
        Plant plant = new Plant(METRICS, seed);
        for (int i = 0; i < cut; i++) {
            sparse(original, i, plant.next());
        }

        JointState copy = original.copy();

        for (int i = cut; i < cut + 100; i++) {
            double[] row = plant.next();
            boolean judged = sparse(original, i, row);
            Double score = said.score();
            assertThat(sparse(copy, i, row)).isEqualTo(judged);
            assertThat(said.score()).isEqualTo(score);
        }
    }

    @Test
    void create_settingOutOfRange_namesItAndItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JointConfig(true, 1, 64, 100, 16, 3))
                .withMessage("leastMetrics must be at least 2, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JointConfig(true, 3, 2, 100, 16, 3))
                .withMessage("maxMetrics must be in [3, 256], was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JointConfig(true, 2, 64, -1, 16, 3))
                .withMessage("hold must be in [0, 10000], was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JointConfig(true, 2, 64, 100, 0, 3))
                .withMessage("frames must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JointConfig(true, 2, 64, 100, 16, Double.NaN))
                .withMessage("threshold must be at least 0, was NaN");
    }

    /** Each metric in a separate frame; returns how many of them were scored. */
    private int turn(double[] row, int turn) {
        int judged = 0;
        for (int i = 0; i < METRICS; i++) {
            joint.put(state, i, row[i]);
            judged += joint.step(state, METRICS * turn + i, METRICS + 1, said) ? 1 : 0;
        }
        return judged;
    }

    /** A frame of which a third of the metrics, another in each, is missing. */
    private boolean sparse(JointState of, int time, double[] row) {
        for (int i = 0; i < METRICS; i++) {
            if ((i + time) % 3 != 0) {
                joint.put(of, i, row[i]);
            }
        }
        return joint.step(of, time, METRICS + 1, said);
    }

    /** How many of some faults opened an anomaly that was emitted. */
    private record Faults(int opened, int emitted) {}

    private Faults faults(JointDetector detector, int sharers, long interval) {
        JointState device = detector.newState();
        Plant plant = new Plant(METRICS, 7);
        boolean open = false;
        int opened = 0;
        int emitted = 0;
        for (int i = 0; i < 11_000; i++) {
            double[] row = plant.next();
            row[i / 200 % METRICS] += i > 1_000 && i % 200 < 15 ? 10 + i / 200 % 7 : 0;
            for (int metric = 0; metric < METRICS; metric++) {
                detector.put(device, metric, row[metric]);
            }
            detector.step(device, i * interval, sharers, said);
            opened += said.isAlarmed() && !open ? 1 : 0;
            emitted += said.transition() == Transition.OPENED ? 1 : 0;
            open = said.isAlarmed();
        }
        return new Faults(opened, emitted);
    }

    private boolean frame(JointState of, long time, double[] row) {
        return frame(joint, of, time, row);
    }

    /** NaN is a metric that is not in the frame. */
    private boolean frame(JointDetector by, JointState of, long time, double[] row) {
        for (int i = 0; i < row.length; i++) {
            if (!Double.isNaN(row[i])) {
                by.put(of, i, row[i]);
            }
        }
        return by.step(of, time, METRICS + 1, said);
    }
}
