package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HalfSpaceTreesTest {

    @Property
    void child_anyPoint_isOneOfTheTwoAndEachHalvesTheSpace(
            @ForAll @IntRange(min = 0, max = Forest.TREES - 1) int tree,
            @ForAll @DoubleRange(min = 0, max = 1) double x,
            @ForAll @DoubleRange(min = 0, max = 1) double y) {
        Forest forest = new Forest();
        double[] point = {x, y};
        int node = 0;
        int depth = 0;

        while (node < Forest.INNER) {
            int child = forest.child(tree, node, point);
            assertThat(child).isBetween(2 * node + 1, 2 * node + 2);
            node = child;
            depth++;
        }

        assertThat(depth).isEqualTo(Forest.DEPTH);
        assertThat(node).isLessThan(Forest.NODES);
    }

    @Test
    void forest_isTheSameEachTimeAndItsTreesDiffer() {
        Forest forest = new Forest();
        Forest again = new Forest();
        SplitMix64 random = new SplitMix64(1);
        boolean differ = false;

        for (int i = 0; i < 1_000; i++) {
            double[] point = {random.uniform(), random.uniform()};
            int leaf = leaf(forest, 0, point);
            assertThat(leaf(again, 0, point)).isEqualTo(leaf);
            differ |= leaf(forest, 1, point) != leaf;
        }

        assertThat(differ).isTrue();
    }

    private static int leaf(Forest forest, int tree, double[] point) {
        int node = 0;
        while (node < Forest.INNER) {
            node = forest.child(tree, node, point);
        }
        return node;
    }

    @Test
    void placeWhereNothingEverWas_isUnusual() {
        SplitMix64 random = new SplitMix64(2);
        Subject subject = new Subject(HalfSpaceTreesConfig.DEFAULT);
        int before = subject.unusual(0, 20_000, i -> random.noise() + (i % 2 == 0 ? 5 : -5));

        int first = subject.firstUnusual(0, 20, i -> random.noise()); // between the two, where it is never

        assertThat(before).isLessThan(10);
        assertThat(first).isBetween(0, 19);
    }

    @Test
    void unusualSample_hasTheBandOfTheLongTermLevel() {
        SplitMix64 random = new SplitMix64(3);
        Subject subject = new Subject(HalfSpaceTreesConfig.DEFAULT);
        subject.unusual(0, 5_000, i -> random.noise());

        while (!subject.step(random.noise() + 4).unusual()) {
            assertThat(subject.last().pattern()).isEqualTo(Pattern.NONE);
        }

        assertThat(subject.last().pattern()).isEqualTo(Pattern.SHAPE);
        assertThat(subject.last().lower()).isNegative();
        assertThat(subject.last().upper()).isPositive();
    }
}
