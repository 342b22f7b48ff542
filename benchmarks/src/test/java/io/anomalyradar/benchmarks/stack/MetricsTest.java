package io.anomalyradar.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Metrics METRICS = new Metrics(
            """
            # HELP radar_history_samples_total Samples stored
            # TYPE radar_history_samples_total counter
            radar_history_samples_total 1.5E7
            radar_history_samples_total_of_another_name 3.0
            radar_rejects{reason="LATE"} 2.0
            radar_rejects{reason="OTHER"} 5.0
            """);

    @Test
    void plainMetric_isItsValue() {
        assertThat(METRICS.samplesStored()).isEqualTo(15_000_000);
    }

    @Test
    void metricWithLabels_isTheSumOfItsSeries() {
        assertThat(METRICS.sum("radar_rejects")).isEqualTo(7);
    }

    @Test
    void absentMetric_isNothing() {
        assertThat(METRICS.sum("radar_none")).isZero();
    }
}
