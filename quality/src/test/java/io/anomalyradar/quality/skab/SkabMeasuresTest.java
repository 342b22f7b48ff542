package io.anomalyradar.quality.skab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SkabMeasuresTest {
    @Test
    void pointCounts_giveF1FarAndMar_pooled() {
        PointCounts pooled = PointCounts.of(
                        new boolean[] {true, true, false, false}, new boolean[] {true, false, true, false})
                .plus(PointCounts.of(new boolean[] {true, false}, new boolean[] {true, false}));

        assertThat(pooled).isEqualTo(new PointCounts(2, 1, 1, 2));
        assertThat(pooled.f1()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(pooled.falseAlarmPercent()).isCloseTo(100 / 3.0, within(1e-12));
        assertThat(pooled.missingAlarmPercent()).isCloseTo(100 / 3.0, within(1e-12));
    }

    @Test
    void nothingFound_hasF1Zero() {
        assertThat(PointCounts.of(new boolean[2], new boolean[] {true, false}).f1())
                .isZero();
        assertThat(PointCounts.NONE.f1()).isZero();
    }

    @Test
    void alarmAtTheChange_isAHundred_silenceIsZero() {
        double[] seconds = seconds(200);
        boolean[] changes = at(200, 50);

        assertThat(ChangePoints.of(seconds, changes, at(200, 50)).score()).isCloseTo(100, within(1e-9));
        assertThat(ChangePoints.of(seconds, changes, at(200)).score()).isZero();
    }

    @Test
    void alarmAtTheEndOfTheMinute_isWorthAFalseOne() {
        ChangePoints counts = ChangePoints.of(seconds(200), at(200, 50), at(200, 110));

        assertThat(counts.missed()).isZero();
        assertThat(counts.gain()).isCloseTo(-0.11, within(1e-9));
    }

    @Test
    void onlyTheFirstAlarmOfAWindowCounts_thoseOutsideCostEach() {
        ChangePoints counts = ChangePoints.of(seconds(200), at(200, 50), at(200, 10, 50, 60, 70, 150));

        assertThat(counts.falseAlarms()).isEqualTo(2);
        assertThat(counts.score()).isCloseTo(100 * (1 - 0.22 + 1) / 2, within(1e-9));
    }

    @Test
    void windowThatBeginsWithinAnother_beginsWhereThatEnds() {
        ChangePoints early = ChangePoints.of(seconds(300), at(300, 50, 80), at(300, 50, 100));
        ChangePoints late = ChangePoints.of(seconds(300), at(300, 50, 80), at(300, 50, 115));

        assertThat(early.missed()).as("100 s is the first window's").isEqualTo(1);
        assertThat(late.missed()).isZero();
        assertThat(late.windows()).isEqualTo(2);
    }

    @Test
    void edges_areWhereAlarmsSwitch() {
        boolean[] edges = ChangePoints.edges(new boolean[] {true, true, false, false, true});

        assertThat(edges).containsExactly(true, false, true, false, true);
    }

    private static double[] seconds(int rows) {
        double[] seconds = new double[rows];
        for (int i = 0; i < rows; i++) {
            seconds[i] = 1_000 + i;
        }
        return seconds;
    }

    private static boolean[] at(int rows, int... flagged) {
        boolean[] flags = new boolean[rows];
        for (int row : flagged) {
            flags[row] = true;
        }
        return flags;
    }
}
