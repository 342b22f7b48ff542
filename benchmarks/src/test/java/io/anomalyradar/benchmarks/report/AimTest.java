package io.anomalyradar.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AimTest {
    @Test
    void twiceTheFloor_isTwiceAsGood() {
        assertThat(Aim.atLeast(300_000).ratio(600_000)).isEqualTo(2);
    }

    @Test
    void twiceTheCeiling_isHalfAsGood() {
        assertThat(Aim.atMost(10).ratio(20)).isEqualTo(0.5);
    }

    @Test
    void nothingUnderACeilingOfNothing_meetsIt() {
        assertThat(Aim.atMost(0).ratio(0)).isEqualTo(1);
    }

    @Test
    void somethingOverACeilingOfNothing_missesIt() {
        assertThat(Aim.atMost(0).ratio(16)).isZero();
    }
}
