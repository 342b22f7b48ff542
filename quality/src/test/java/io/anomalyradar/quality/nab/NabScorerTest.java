package io.anomalyradar.quality.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.quality.events.EventCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NabScorerTest {
    private static final int ROWS = 1_000; // 150 on probation
    private static final NabWindow WINDOW = new NabWindow(400, 499);

    @Test
    void silence_isZero_inEveryProfile() {
        NabScorer scorer = scorer(new double[ROWS], WINDOW);

        assertThat(NabProfile.values())
                .allSatisfy(profile -> assertThat(scorer.at(profile, 0.5)).isZero());
    }

    @Test
    void alertInTheFirstRowOfEachWindow_isAHundred() {
        NabScorer scorer = scorer(alerts(400, 700), WINDOW, new NabWindow(700, 710));

        assertThat(NabProfile.values())
                .allSatisfy(profile -> assertThat(scorer.at(profile, 0.5)).isCloseTo(100, within(1e-9)));
    }

    @Test
    void laterAlertInAWindow_isWorthTheSigmoidOfItsPlace() {
        NabScorer scorer = scorer(alerts(450), WINDOW);

        double worth = (2 / (1 + Math.exp(-2.5)) - 1) / (2 / (1 + Math.exp(-5)) - 1);
        assertThat(scorer.at(NabProfile.STANDARD, 0.5)).isCloseTo(100 * (worth + 1) / 2, within(1e-9));
        assertThat(scorer.at(NabProfile.LOW_FALSE_NEGATIVES, 0.5)).isCloseTo(100 * (worth + 2) / 3, within(1e-9));
    }

    @Test
    void furtherAlertsInAWindow_areFree() {
        NabScorer one = scorer(alerts(410), WINDOW);
        NabScorer many = scorer(alerts(410, 411, 450, 499), WINDOW);

        assertThat(many.at(NabProfile.STANDARD, 0.5)).isEqualTo(one.at(NabProfile.STANDARD, 0.5));
    }

    @Test
    void alertBeforeTheFirstWindow_costsItsWholeWeight() {
        NabScorer scorer = scorer(alerts(300), WINDOW);

        assertThat(scorer.at(NabProfile.STANDARD, 0.5)).isCloseTo(-100 * 0.11 / 2, within(1e-9));
        assertThat(scorer.at(NabProfile.LOW_FALSE_POSITIVES, 0.5)).isCloseTo(-100 * 0.22 / 2, within(1e-9));
        assertThat(scorer.at(NabProfile.LOW_FALSE_NEGATIVES, 0.5)).isCloseTo(-100 * 0.11 / 3, within(1e-9));
    }

    @Test
    void alertAfterAWindow_costsMoreTheLaterItIs_upToItsWeight() {
        double soon = scorer(alerts(500), WINDOW).at(NabProfile.STANDARD, 0.5);
        double later = scorer(alerts(550), WINDOW).at(NabProfile.STANDARD, 0.5);
        double far = scorer(alerts(900), WINDOW).at(NabProfile.STANDARD, 0.5);

        double justAfter = 2 / (1 + Math.exp(5.0 / 99)) - 1;
        assertThat(soon).isCloseTo(100 * 0.11 * justAfter / 2, within(1e-9));
        assertThat(later).isBetween(far, soon);
        assertThat(far).isCloseTo(-100 * 0.11 / 2, within(1e-9));
    }

    @Test
    void alertsOnProbation_doNotCount() {
        NabScorer scorer = scorer(alerts(0, 10, 149), WINDOW);

        assertThat(scorer.at(NabProfile.STANDARD, 0.5)).isZero();
        assertThat(scorer.events(0.5)).isEqualTo(new EventCounts(1, 0, 0, 850, List.of()));
    }

    @Test
    void probation_isFifteenPercent_atMost750Rows() {
        assertThat(new NabSeries(1_000, List.of()).probation()).isEqualTo(150);
        assertThat(new NabSeries(1_127, List.of()).probation()).isEqualTo(169);
        assertThat(new NabSeries(100_000, List.of()).probation()).isEqualTo(750);
    }

    @Test
    void windowOnProbation_cannotBeFound_yetCountsForPerfection() {
        NabScorer scorer = scorer(alerts(400), new NabWindow(20, 60), WINDOW);

        assertThat(scorer.at(NabProfile.STANDARD, 0.5)).isCloseTo(100 * 2.0 / 3, within(1e-9));
    }

    @Test
    void optimisedThreshold_isTheBestOfAllThereAre() {
        double[] scores = new double[ROWS];
        scores[300] = 0.9; // false
        scores[405] = 0.8; // found
        scores[600] = 0.7; // false, late
        NabScorer scorer = scorer(scores, WINDOW);

        NabScorer.Optimum best = scorer.optimised(NabProfile.STANDARD);

        assertThat(best.threshold()).isEqualTo(0.8);
        assertThat(best.score()).isCloseTo(scorer.at(NabProfile.STANDARD, 0.8), within(1e-9));
    }

    @Test
    void detectorThatIsWorseThanSilence_isBestSilent() {
        NabScorer scorer = scorer(alerts(200, 250, 300), WINDOW);

        assertThat(scorer.optimised(NabProfile.STANDARD)).isEqualTo(new NabScorer.Optimum(0, Double.POSITIVE_INFINITY));
    }

    @Test
    void thresholdIsOneForAllFiles() {
        NabSeries labels = new NabSeries(ROWS, List.of(WINDOW));
        double[] loud = alerts(400);
        double[] quiet = new double[ROWS];
        quiet[400] = 0.2;
        loud[200] = 0.2;

        NabScorer scorer = new NabScorer(List.of(labels, labels), List.of(loud, quiet));

        assertThat(scorer.at(NabProfile.STANDARD, 1)).isCloseTo(50, within(1e-9));
        assertThat(scorer.optimised(NabProfile.STANDARD).score()).isCloseTo(100 * (4 - 0.11) / 4, within(1e-9));
    }

    @Test
    void alertsNextToEachOtherOutsideWindows_areOneFalseEvent() {
        NabScorer scorer = scorer(alerts(200, 201, 202, 204, 399, 400, 500), WINDOW);

        EventCounts events = scorer.events(0.5);

        assertThat(events).isEqualTo(new EventCounts(1, 1, 4, 850, List.of(0.0)));
        assertThat(events.f1()).isCloseTo(2.0 / (1 + 4 + 1), within(1e-12));
    }

    @Test
    void scoresOfAnotherLength_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> scorer(new double[10], WINDOW));
    }

    @Test
    void windowsThatOverlap_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NabSeries(ROWS, List.of(WINDOW, new NabWindow(499, 510))));
        assertThatIllegalArgumentException().isThrownBy(() -> new NabSeries(ROWS, List.of(new NabWindow(990, 1_000))));
    }

    private static NabScorer scorer(double[] scores, NabWindow... windows) {
        return new NabScorer(List.of(new NabSeries(ROWS, List.of(windows))), List.of(scores));
    }

    private static double[] alerts(int... rows) {
        double[] scores = new double[ROWS];
        for (int row : rows) {
            scores[row] = 1;
        }
        return scores;
    }
}
