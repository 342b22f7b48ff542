package io.anomalyradar.quality.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RankingTest {
    @Test
    void perfectRanking_isOneInEveryMeasure() {
        Ranking ranking = Ranking.of(new double[] {3, 1, 2, 9, 8}, new boolean[] {false, false, false, true, true})
                .orElseThrow();

        assertThat(ranking).isEqualTo(new Ranking(1, 1, 1, 0.4));
    }

    @Test
    void equalScores_areTakenTogether() {
        Ranking ranking = Ranking.of(new double[4], new boolean[] {true, false, false, false})
                .orElseThrow();

        assertThat(ranking).isEqualTo(new Ranking(0.25, 0.5, 0.4, 0.25));
    }

    @Test
    void worstRanking_hasAnAucOfZero() {
        Ranking ranking = Ranking.of(new double[] {1, 2, 3}, new boolean[] {true, false, false})
                .orElseThrow();

        assertThat(ranking.rocAuc()).isZero();
        assertThat(ranking.averagePrecision()).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void labelsOfOneClass_haveNoRanking() {
        assertThat(Ranking.of(new double[3], new boolean[3])).isEmpty();
        assertThat(Ranking.of(new double[1], new boolean[] {true})).isEmpty();
    }

    @Property(tries = 300)
    void measures_areThoseOfTheirDefinitions(@ForAll @IntRange(min = 2, max = 60) int rows, @ForAll int seed) {
        Random random = new Random(seed);
        double[] scores = random.doubles(rows).map(x -> Math.floor(8 * x)).toArray();
        boolean[] labels = new boolean[rows];
        for (int i = 1; i < rows; i++) {
            labels[i] = random.nextInt(3) == 0;
        }
        labels[0] = true;
        labels[rows - 1] = false;

        Ranking ranking = Ranking.of(scores, labels).orElseThrow();

        assertThat(ranking.rocAuc()).isCloseTo(aucByPairs(scores, labels), within(1e-9));
        assertThat(ranking.averagePrecision()).isCloseTo(apByThresholds(scores, labels), within(1e-9));
    }

    private static double aucByPairs(double[] scores, boolean[] labels) {
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] && !labels[j]) {
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return won / pairs;
    }

    private static double apByThresholds(double[] scores, boolean[] labels) {
        double[] thresholds = Arrays.stream(scores).distinct().sorted().toArray();
        double area = 0;
        double recallBefore = 0;
        for (int k = thresholds.length - 1; k >= 0; k--) {
            double hits = 0;
            double alerts = 0;
            double positives = 0;
            for (int i = 0; i < scores.length; i++) {
                positives += labels[i] ? 1 : 0;
                if (scores[i] >= thresholds[k]) {
                    alerts++;
                    hits += labels[i] ? 1 : 0;
                }
            }
            area += (hits / positives - recallBefore) * hits / alerts;
            recallBefore = hits / positives;
        }
        return area;
    }
}
