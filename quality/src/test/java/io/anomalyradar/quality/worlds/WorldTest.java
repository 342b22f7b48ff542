package io.anomalyradar.quality.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.DetectorConfig;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class WorldTest {
    private static final int WORLDS = 400;

    @Test
    void sameSeed_givesTheSameWorld() {
        assertThat(World.draw(7).values()).containsExactly(World.draw(7).values());
        assertThat(World.draw(7).faults()).isEqualTo(World.draw(7).faults());
        assertThat(World.draw(7).values()).isNotEqualTo(World.draw(8).values());
    }

    @Test
    void worlds_coverThePriors() {
        List<World> worlds = LongStream.range(0, WORLDS).mapToObj(World::draw).toList();

        Set<Traits.Kind> kinds = EnumSet.noneOf(Traits.Kind.class);
        Set<Traits.Season> seasons = EnumSet.noneOf(Traits.Season.class);
        Set<Long> steps = new HashSet<>();
        Set<FaultKind> faults = EnumSet.noneOf(FaultKind.class);
        for (World world : worlds) {
            kinds.add(world.traits().kind());
            seasons.add(world.traits().season());
            steps.add(world.traits().step().toMillis());
            world.faults().forEach(fault -> faults.add(fault.kind()));
        }

        assertThat(kinds).containsExactlyInAnyOrder(Traits.Kind.values());
        assertThat(seasons).containsExactlyInAnyOrder(Traits.Season.values());
        assertThat(faults).containsExactlyInAnyOrder(FaultKind.values());
        assertThat(steps).contains(4L, 86_400_000L).hasSize(9);
        assertThat(worlds.stream().filter(world -> world.faults().isEmpty()).count())
                .isBetween(WORLDS * 4 / 10L, WORLDS * 6 / 10L);
    }

    @Test
    void values_keepTheirKind() {
        for (long seed = 0; seed < WORLDS; seed++) {
            World world = World.draw(seed);
            double[] present = Arrays.stream(world.values())
                    .filter(value -> !Double.isNaN(value))
                    .toArray();

            assertThat(present).as("seed " + seed).isNotEmpty().doesNotContain(Double.POSITIVE_INFINITY);
            switch (world.traits().kind()) {
                case BOUNDED -> assertThat(Arrays.stream(present)).allMatch(value -> value >= 0 && value <= 100);
                case BINARY -> assertThat(Arrays.stream(present)).allMatch(value -> value == 0 || value == 1);
                case COUNTS ->
                    assertThat(Arrays.stream(present)).allMatch(value -> value >= 0 && value == Math.rint(value));
                case COUNTER -> assertThat(Arrays.stream(present)).allMatch(value -> value >= 0);
                case INTERMITTENT -> assertThat(Arrays.stream(present)).anyMatch(value -> value == 0);
                case GAUGE, HEAVY_TAILED ->
                    assertThat(Arrays.stream(present).distinct()).hasSizeGreaterThan(1);
            }
        }
    }

    @Test
    void faults_lieInTheSeries_andDoNotOverlap() {
        for (long seed = 0; seed < WORLDS; seed++) {
            World world = World.draw(seed);
            int before = world.values().length / 4;
            for (WorldFault fault : world.faults()) {
                assertThat(fault.first()).as("seed " + seed).isGreaterThan(before);
                assertThat(fault.last()).isGreaterThanOrEqualTo(fault.first());
                before = fault.last();
            }
            assertThat(before).isLessThan(world.values().length);
        }
    }

    @Test
    void openingInAFault_findsIt_openingRightAfterIsItsConsequence_anyOtherIsFalse() {
        WorldFault fault = new WorldFault(FaultKind.SHIFT, 5, 100, 119);

        assertThat(fault.isFoundAt(99)).isFalse();
        assertThat(fault.isFoundAt(100)).isTrue();
        assertThat(fault.isFoundAt(124)).isTrue();
        assertThat(fault.isFoundAt(125)).isFalse();
        assertThat(fault.isFollowedBy(125)).isTrue();
        assertThat(fault.isFollowedBy(189)).isTrue();
        assertThat(fault.isFollowedBy(190)).isFalse();
        assertThat(fault.added(100)).isEqualTo(5);
        assertThat(new WorldFault(FaultKind.DRIFT, 5, 100, 119).added(119)).isEqualTo(5);
        assertThat(new WorldFault(FaultKind.DIP, 5, 100, 119).added(120)).isZero();
    }

    @Test
    void suite_addsUpFaultsAndFalseAnomalies() {
        WorldSuite suite = new WorldSuite(3, 20);

        assertThat(suite.eventF1(DetectorConfig.DEFAULT).units()).hasSize(20);
        assertThat(suite.eventF1(DetectorConfig.DEFAULT).value()).isBetween(0.0, 1.0);
        assertThat(suite.section(DetectorConfig.DEFAULT).lines()).anyMatch(line -> line.startsWith("| **all**"));
    }
}
