package io.anomalyradar.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void oddNumberOfRuns_medianIsTheMiddleOne() {
        assertThat(Spread.of(9, 1, 4)).isEqualTo(new Spread(4, 1, 9, 3));
    }

    @Test
    void evenNumberOfRuns_medianIsBetweenTheMiddleTwo() {
        assertThat(Spread.of(8, 2, 4, 100)).isEqualTo(new Spread(6, 2, 100, 4));
    }

    @Test
    void noRuns_areRefused() {
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    }
}
