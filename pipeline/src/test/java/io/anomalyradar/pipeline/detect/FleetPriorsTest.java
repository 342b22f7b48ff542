package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.calibration.MetricPriors;
import io.anomalyradar.model.telemetry.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Four devices with heavy tails on the first day, and one that joins later: which initial threshold does it get? */
class FleetPriorsTest {
    private static final long DAY = 86_400_000L;
    private static final long FIRST = 19_675; // the day on which the fleet sends samples
    private static final int FLEET = 4;
    private static final int MATURE = 2 * MetricPriors.MATURE; // each emits two
    private static final int NEW = 3_000;
    private static final long NEWCOMER =
            74; // the seed of a device that alone emits an anomaly, and none with the fleet's prior
    private static final double FLEETS_FACTOR = factorOfTheFleet();

    @Test
    void fleetWithHeavyTails_hasRaisedItsThresholds() {
        assertThat(FLEETS_FACTOR).isBetween(1.2, 8.0);
    }

    @Test
    void newcomerTwoDaysLater_beginsWithTheFactorOfTheFleet() throws Exception {
        try (DetectHarness harness = DetectHarness.fresh()) {
            sendFleet(harness);

            sendNewcomer(harness, FIRST + 2);

            assertThat(scoresOfTheNewcomer(harness))
                    .isEqualTo(expected(FLEETS_FACTOR))
                    .isNotEqualTo(expected(1));
            assertThat(harness.anomalies().stream()
                            .filter(anomaly -> anomaly.device().equals("newcomer")))
                    .hasSizeLessThan(emitted(1));
        }
    }

    @Test
    void newcomerOnTheNextDay_beginsAsUsual() throws Exception {
        try (DetectHarness harness = DetectHarness.fresh()) {
            sendFleet(harness);

            sendNewcomer(harness, FIRST + 1);

            assertThat(scoresOfTheNewcomer(harness)).isEqualTo(expected(1));
        }
    }

    @Test
    void jobThatGoesOnFromACheckpoint_knowsTheFleet() throws Exception {
        OperatorSubtaskState snapshot;
        long offset;
        try (DetectHarness before = DetectHarness.fresh()) {
            sendFleet(before);
            snapshot = before.snapshot();
            offset = before.nextOffset();
        }

        try (DetectHarness after = DetectHarness.restored(snapshot, offset)) {
            sendNewcomer(after, FIRST + 2);

            assertThat(scoresOfTheNewcomer(after)).isEqualTo(expected(FLEETS_FACTOR));
        }
    }

    @Test
    void lateSamplesOfAMatureSeries_tellNothing() throws Exception {
        try (DetectHarness harness = DetectHarness.fresh()) {
            for (int device = 0; device < FLEET - 1; device++) {
                sendFleet(harness, device);
                for (int i = 0; i < 10; i++) {
                    send(harness, "device-" + device, FIRST, 0, 5);
                }
            }

            sendNewcomer(harness, FIRST + 2);

            assertThat(scoresOfTheNewcomer(harness)).isEqualTo(expected(1)); // six are too few
        }
    }

    @Test
    void noPriorIsAskedFor_newcomerBeginsAsUsual() throws Exception {
        BudgetConfig alone = new BudgetConfig(0, BudgetConfig.Scope.SERIES, 1_000, false);
        try (DetectHarness harness = DetectHarness.fresh(DetectorConfig.DEFAULT.withBudget(alone))) {
            sendFleet(harness);

            sendNewcomer(harness, FIRST + 2);

            assertThat(scoresOfTheNewcomer(harness)).isEqualTo(expected(1));
        }
    }

    private static void sendFleet(DetectHarness harness) throws Exception {
        for (int device = 0; device < FLEET; device++) {
            sendFleet(harness, device);
        }
    }

    private static void sendFleet(DetectHarness harness, int device) throws Exception {
        double[] values = heavyTailed(device, MATURE);
        for (int i = 0; i < MATURE; i++) {
            send(harness, "device-" + device, FIRST, i, values[i]);
        }
    }

    private static void sendNewcomer(DetectHarness harness, long day) throws Exception {
        double[] values = heavyTailed(NEWCOMER, NEW);
        for (int i = 0; i < NEW; i++) {
            send(harness, "newcomer", day, i, values[i]);
        }
    }

    private static void send(DetectHarness harness, String device, long day, int second, double value)
            throws Exception {
        long millis = day * DAY + second * 1_000L;
        harness.send(Frame.of(device, millis, new String[] {"t"}, new double[] {value}), millis);
    }

    private static List<Double> scoresOfTheNewcomer(DetectHarness harness) {
        return harness.scores().stream()
                .filter(frame -> frame.device().equals("newcomer"))
                .map(frame -> frame.score(0))
                .toList();
    }

    /** The scores of the newcomer by the detector alone, which raised samples enter with no less than the threshold. */
    private static List<Double> expected(double factor) {
        List<Double> scores = new ArrayList<>();
        judge(
                factor,
                NEWCOMER,
                NEW,
                (state, evaluation) -> scores.add(evaluation.score() >= 0 ? evaluation.score() : 0));
        return scores;
    }

    /** The number of emitted anomalies of the newcomer. */
    private static int emitted(double factor) {
        int[] emitted = {0};
        judge(
                factor,
                NEWCOMER,
                NEW,
                (state, evaluation) -> emitted[0] += evaluation.transition() != Transition.NONE ? 1 : 0);
        return emitted[0];
    }

    private static double factorOfTheFleet() {
        MetricPriors priors = new MetricPriors();
        for (int device = 0; device < FLEET; device++) {
            judge(1, device, MATURE, (state, evaluation) -> {
                if (state.samples(0) % MetricPriors.MATURE == 0) {
                    priors.report("t", FIRST, state.factor(0));
                }
            });
        }
        return priors.factor("t", FIRST + 2);
    }

    private static void judge(double factor, long seed, int samples, Judged judged) {
        DeviceDetector detector = new DeviceDetector(DetectorConfig.DEFAULT);
        DeviceState state = detector.newState();
        state.addMetric("t", factor);
        Evaluation evaluation = new Evaluation();
        double[] values = heavyTailed(seed, samples);
        for (int i = 0; i < samples; i++) {
            detector.step(state, 0, FIRST * DAY + i * 1_000L, values[i], evaluation);
            judged.accept(state, evaluation);
        }
    }

    /** Student's t with two degrees of freedom. */
    private static double[] heavyTailed(long seed, int count) {
        Random random = new Random(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian() / Math.sqrt(-Math.log(1 - random.nextDouble()));
        }
        return values;
    }

    private interface Judged {
        void accept(DeviceState state, Evaluation evaluation);
    }
}
