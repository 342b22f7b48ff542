package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunsTest {

    private final double[] state = new double[Runs.SIZE];
    private double samples;

    /** A door: closed for an hour or two, open for two to eight minutes. */
    @Test
    void score_openForAnHour_isHighAlthoughClosedForLonger() {
        for (int i = 0; i < 50; i++) {
            run(60 + i, false);
            run(2 + i % 7, true);
        }

        run(120, false);
        assertThat(Runs.score(state, 0, samples, false)).isLessThan(4);
        run(55, true);
        assertThat(Runs.score(state, 0, samples, true)).isGreaterThan(6);
    }

    @Test
    void score_fewRuns_isZero() {
        run(5, true);
        run(500, false);

        assertThat(Runs.score(state, 0, samples, false)).isZero();
    }

    @Test
    void learn_longRunTwice_isUsual() {
        for (int i = 0; i < 20; i++) {
            run(1, i % 2 == 0);
        }
        run(300, true);
        assertThat(Runs.score(state, 0, samples, true)).isGreaterThan(6);
        for (int i = 0; i < 4; i++) {
            run(1, false);
            run(300, true);
        }
        run(1, false);
        run(280, true);

        assertThat(Runs.score(state, 0, samples, true)).isZero();
    }

    /** Runs of this length on this side follow runs of the other side. */
    private void run(int length, boolean isAbove) {
        for (int i = 0; i < length; i++) {
            Runs.take(state, 0, i > 0, !isAbove);
            samples++;
        }
    }
}
