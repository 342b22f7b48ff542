package io.anomalyradar.quality.normal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NormalDeviceTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @Test
    void weekWithAnAnomaly_isNotQuiet_theOthersAre() {
        NormalDevice device = new NormalDevice(DetectorConfig.DEFAULT, JointConfig.DEFAULT, List.of("flow"));
        Random random = new Random(1);
        for (int hour = 0; hour < 4 * 168; hour++) {
            device.take(hour * HOUR, new double[] {0.01 * random.nextGaussian() + (hour == 200 ? 1e6 : 0)});
        }

        Extent extent = device.extent();

        assertThat(extent.anomalies()).isEqualTo(1);
        assertThat(extent.seriesWeeks()).isCloseTo(4, within(0.05));
        assertThat(extent.quietWeeks()).isCloseTo(3, within(0.05));
        assertThat(extent.deviceWeeks())
                .as("a single metric is not scored together")
                .isZero();
    }

    @Test
    void metricsOfADevice_areScoredTogetherToo_aMissingValueIsNoSample() {
        NormalDevice device = new NormalDevice(DetectorConfig.DEFAULT, JointConfig.DEFAULT, List.of("a", "b"));
        for (int hour = 0; hour < 168; hour++) {
            device.take(hour * HOUR, new double[] {1, hour % 2 == 0 ? 2 : Double.NaN});
        }

        assertThat(device.extent().samples()).isEqualTo(168 + 84);
        assertThat(device.extent().rows()).isEqualTo(168);
        assertThat(device.extent().deviceWeeks()).isPositive();
        assertThat(device.extent().plus(Extent.NONE)).isEqualTo(device.extent());
    }
}
