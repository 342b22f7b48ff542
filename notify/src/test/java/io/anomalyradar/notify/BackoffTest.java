package io.anomalyradar.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    @Test
    void delay_betweenHalfAndAllOfTheDoubledTime() {
        Random random = new Random(7);

        for (int failures = 1; failures <= 6; failures++) {
            Duration full = Duration.ofSeconds(1L << (failures - 1));
            assertThat(backoff.delay(failures, random)).isBetween(full.dividedBy(2), full);
        }
    }

    @Test
    void manyFailures_neverLongerThanTheLongest() {
        Duration delay = backoff.delay(Integer.MAX_VALUE, new Random(7));

        assertThat(delay).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void sameFailures_spread() {
        Random random = new Random(7);

        Duration one = backoff.delay(5, random);
        Duration other = backoff.delay(5, random);

        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void longestBelowFirst_refused() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longest");
    }
}
