package io.anomalyradar.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void firstReading_isNoRate() {
        assertThat(new Rate().next(1_000_000, SECOND)).isZero();
    }

    @Test
    void growth_isPerSecond() {
        Rate rate = new Rate();
        rate.next(1_000, SECOND);

        assertThat(rate.next(1_500, SECOND + SECOND / 2)).isEqualTo(1_000);
    }

    @Test
    void counterThatWasReset_isNoRate_andCountsOnFromThere() {
        Rate rate = new Rate();
        rate.next(1_000, SECOND);

        assertThat(rate.next(10, 2 * SECOND)).isZero();
        assertThat(rate.next(30, 3 * SECOND)).isEqualTo(20);
    }
}
