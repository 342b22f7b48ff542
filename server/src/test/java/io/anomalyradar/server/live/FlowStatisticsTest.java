package io.anomalyradar.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FlowStatisticsTest {
    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L); // nanoTime may be negative
    private final FlowStatistics statistics = new FlowStatistics(nanos::get);

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void steadyFlow_itsRate() {
        for (int second = 0; second < 30; second++) {
            statistics.add(40, 5);
            statistics.add(60, 7);
            pass(1);
        }

        assertThat(statistics.samplesPerSecond()).isEqualTo(100);
        assertThat(statistics.medianLatencyMillis()).isEqualTo(6);
    }

    @Test
    void secondNotOver_notCounted() {
        statistics.add(1_000, 5);

        assertThat(statistics.samplesPerSecond()).isZero();
    }

    @Test
    void longSilence_zero() {
        statistics.add(1_000, 5);
        pass(12);

        assertThat(statistics.samplesPerSecond()).isZero();
        assertThat(statistics.medianLatencyMillis()).isZero();
    }

    @Test
    void moreThanIsKept_newestLatenciesCount() {
        for (int i = 0; i < 1_000; i++) {
            statistics.add(1, i < 700 ? 1 : 9);
        }

        assertThat(statistics.medianLatencyMillis()).isEqualTo(9);
    }
}
