package io.anomalyradar.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class MicrometerReporterTest {
    private static final MetricGroup OF_THE_JOB = new UnregisteredMetricsGroup() {
        @Override
        public String[] getScopeComponents() {
            return new String[] {"radar"};
        }

        @Override
        public Map<String, String> getAllVariables() {
            return Map.of("<job_id>", "17");
        }
    };

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MicrometerReporter reporter = new MicrometerReporter(meters);

    @Test
    void metricsOfALaterRun_stay_whenThoseOfTheFormerRunAreRemoved() {
        Gauge<Long> former = () -> 1L;
        Gauge<Long> later = () -> 2L;
        SimpleCounter formerCount = new SimpleCounter();
        SimpleCounter laterCount = new SimpleCounter();
        laterCount.inc(3);
        reporter.notifyOfAddedMetric(former, "restored", OF_THE_JOB);
        reporter.notifyOfAddedMetric(formerCount, "counted", OF_THE_JOB);
        reporter.notifyOfAddedMetric(later, "restored", OF_THE_JOB);
        reporter.notifyOfAddedMetric(laterCount, "counted", OF_THE_JOB);

        reporter.notifyOfRemovedMetric(former, "restored", OF_THE_JOB);
        reporter.notifyOfRemovedMetric(formerCount, "counted", OF_THE_JOB);

        assertThat(meters.get("radar.job.restored").gauge().value()).isEqualTo(2);
        assertThat(meters.get("radar.job.counted").functionCounter().count()).isEqualTo(3);
    }

    @Test
    void metricsOfTheLastRun_areRemovedWithIt() {
        Gauge<Long> value = () -> 1L;
        reporter.notifyOfAddedMetric(value, "restored", OF_THE_JOB);

        reporter.notifyOfRemovedMetric(value, "restored", OF_THE_JOB);

        assertThat(meters.getMeters()).isEmpty();
    }
}
