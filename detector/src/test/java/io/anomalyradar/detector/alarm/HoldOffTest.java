package io.anomalyradar.detector.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import org.junit.jupiter.api.Test;

class HoldOffTest {

    private static final long SECOND = 1_000;

    private final AlarmConfig config = new AlarmConfig(1, 1, 2, 9, 1.5, 10, new HoldOff(60 * SECOND, 5, 20));
    private final Alarm alarm = new Alarm(config);
    private final double[] state = new double[alarm.stateSize()];
    private final AnomalyRun run = new AnomalyRun();
    private final Verdict verdict = new Verdict();

    @Test
    void step_sameAgainWithinTheTime_opensNothing() {
        assertThat(step(0, 5)).isEqualTo(Transition.OPENED);
        step(10 * SECOND, 0);
        assertThat(step(20 * SECOND, 0)).isEqualTo(Transition.ENDED);

        Transition again = step(30 * SECOND, 5);

        assertThat(again).isEqualTo(Transition.NONE);
        assertThat(verdict.raised()).isFalse();
        assertThat(verdict.evidence()).isEqualTo(5);
    }

    @Test
    void step_worseByTheFactorWithinTheTime_opens() {
        step(0, 5);
        step(10 * SECOND, 0);
        step(20 * SECOND, 0);

        Transition again = step(30 * SECOND, 7.5);

        assertThat(again).isEqualTo(Transition.OPENED);
        assertThat(verdict.raised()).isTrue();
        assertThat(verdict.evidence()).isEqualTo(7.5);
    }

    @Test
    void step_timeOverButTooFewEvaluations_isStillHeld() {
        step(0, 5);
        step(100 * SECOND, 0);
        step(200 * SECOND, 0);

        assertThat(step(300 * SECOND, 5)).isEqualTo(Transition.NONE);
        step(400 * SECOND, 0);
        step(500 * SECOND, 0);
        assertThat(step(600 * SECOND, 5)).isEqualTo(Transition.OPENED);
    }

    @Test
    void step_manyEvaluationsWithinTheTime_areHeldNoLonger() {
        step(0, 5);
        for (int i = 1; i <= 20; i++) {
            step(i, 0);
        }

        assertThat(step(21, 5)).isEqualTo(Transition.OPENED);
    }

    @Test
    void holdOff_outOfRange_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HoldOff(-1, 0, 0))
                .withMessage("millis must not be negative, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HoldOff(0, 3, 2))
                .withMessage("most must be at least 3, was 2");
    }

    /** An evaluation of this evidence, unusual from 4 on. */
    private Transition step(long timestampMillis, double evidence) {
        verdict.judge(evidence, evidence, evidence >= 4 ? Pattern.SPIKE : Pattern.NONE);
        return alarm.step(state, 0, timestampMillis, evidence, verdict, run);
    }
}
