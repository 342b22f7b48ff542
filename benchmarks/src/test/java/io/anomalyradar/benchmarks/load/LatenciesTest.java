package io.anomalyradar.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Latencies latencies = new Latencies(nanos::get);

    @Test
    void quantile_isTheLatencyThatSoManyStayedAtOrBelow() {
        for (int i = 1; i <= 100; i++) {
            latencies.sending("d", i);
            nanos.addAndGet(i * 1_000_000L);
            latencies.received("d", i);
        }

        assertThat(latencies.quantile(0.50)).isEqualTo(50);
        assertThat(latencies.quantile(0.99)).isEqualTo(99);
        assertThat(latencies.quantile(1)).isEqualTo(100);
    }

    @Test
    void frameThatWasNotSentHere_isNotCounted() {
        latencies.received("d", 1);

        assertThat(latencies.count()).isZero();
        assertThatThrownBy(() -> latencies.quantile(0.5)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void frameThatComesOutTwice_isCountedOnce() {
        latencies.sending("d", 1);
        latencies.received("d", 1);
        latencies.received("d", 1);

        assertThat(latencies.count()).isEqualTo(1);
        assertThat(latencies.missing()).isZero();
    }
}
