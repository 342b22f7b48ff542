package io.anomalyradar.quality.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

final class NabScorerProperties {
    private static final int ROWS = 300;
    private static final int LEVELS = 7;

    @Property(tries = 200)
    void optimum_isTheLargestOverAllThresholds(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        NabScorer scorer = corpus(new Random(seed), 1);

        for (NabProfile profile : NabProfile.values()) {
            double best = scorer.at(profile, Double.POSITIVE_INFINITY);
            for (int level = 0; level < LEVELS; level++) {
                best = Math.max(best, scorer.at(profile, level));
            }
            assertThat(scorer.optimised(profile).score()).isCloseTo(best, within(1e-9));
        }
    }

    @Property(tries = 100)
    void scoresStretchedOrMoved_doNotChangeTheOptimum(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        NabScorer plain = corpus(new Random(seed), 1);
        NabScorer stretched = corpus(new Random(seed), 1_000);

        for (NabProfile profile : NabProfile.values()) {
            assertThat(stretched.optimised(profile).score())
                    .isCloseTo(plain.optimised(profile).score(), within(1e-9));
        }
    }

    private static NabScorer corpus(Random random, double factor) {
        List<NabSeries> labels = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        for (int file = 0; file < 3; file++) {
            int left = random.nextInt(100);
            int next = 150 + random.nextInt(50);
            labels.add(new NabSeries(
                    ROWS,
                    List.of(
                            new NabWindow(left, left + random.nextInt(50)),
                            new NabWindow(next, next + random.nextInt(90)))));
            double[] some = new double[ROWS];
            for (int i = 0; i < ROWS; i++) {
                some[i] = factor * Math.max(0, random.nextInt(20 * LEVELS) - 19 * LEVELS);
            }
            scores.add(some);
        }
        return new NabScorer(labels, scores);
    }
}
