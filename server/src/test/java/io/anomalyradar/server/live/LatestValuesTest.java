package io.anomalyradar.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SampleStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LatestValuesTest {
    private static final Subscription ALL = new Subscription(Set.of(), Set.of(), Set.of(), 0, true, true, false);

    private final LatestValues latest = new LatestValues(3);

    private static LiveSample value(double value, SampleStatus status) {
        return new LiveSample(1, 1, value, 0, 0, 0, 0, status);
    }

    private List<Double> values(Subscription subscription) {
        return latest.select(subscription, 100).stream()
                .map(batch -> batch.samples().iterator().next().value())
                .toList();
    }

    @Test
    void newerSample_replacesTheOlder() {
        latest.put("d", "m", value(1, SampleStatus.NORMAL));
        latest.put("d", "m", value(2, SampleStatus.ALARM));

        assertThat(values(ALL)).containsExactly(2.0);
    }

    @Test
    void lateSample_replacesNothing() {
        latest.put("d", "m", value(1, SampleStatus.NORMAL));
        latest.put("d", "m", value(2, SampleStatus.LATE));

        assertThat(values(ALL)).containsExactly(1.0);
    }

    @Test
    void moreSeriesThanAllowed_leftOutAndCounted() {
        for (int i = 0; i < 5; i++) {
            latest.put("d" + i, "m", value(i, SampleStatus.NORMAL));
        }

        assertThat(values(ALL)).containsExactly(0.0, 1.0, 2.0);
        assertThat(latest.leftOut()).isEqualTo(2);
        assertThat(latest.series()).isEqualTo(3);
    }

    @Test
    void fullAndKnownSeries_stillReplaced() {
        for (int i = 0; i < 5; i++) {
            latest.put("d" + i, "m", value(i, SampleStatus.NORMAL));
        }

        latest.put("d0", "m", value(7, SampleStatus.NORMAL));

        assertThat(values(ALL)).containsExactly(7.0, 1.0, 2.0);
    }

    @Test
    void deletedDevice_isRemoved_andMakesRoomForAnother() {
        latest.put("d0", "a", value(1, SampleStatus.NORMAL));
        latest.put("d0", "b", value(2, SampleStatus.NORMAL));
        latest.put("d1", "a", value(3, SampleStatus.NORMAL));

        latest.remove("d0");
        latest.remove("unknown");
        latest.put("d2", "a", value(4, SampleStatus.NORMAL));

        assertThat(values(ALL)).containsExactly(3.0, 4.0);
        assertThat(latest.series()).isEqualTo(2);
    }

    @Test
    void deletedDeviceThatReturns_isSelectedAgain() {
        latest.put("d0", "a", value(1, SampleStatus.NORMAL));
        latest.remove("d0");
        latest.put("d0", "a", value(2, SampleStatus.NORMAL));

        assertThat(values(ALL)).containsExactly(2.0);
        assertThat(latest.series()).isOne();
    }

    @Test
    void subscription_selectsDevicesAndMetrics() {
        latest.put("d1", "a", value(1, SampleStatus.NORMAL));
        latest.put("d1", "b", value(2, SampleStatus.NORMAL));
        latest.put("d2", "a", value(3, SampleStatus.NORMAL));

        Subscription wanted = new Subscription(Set.of("d1", "unknown"), Set.of("b"), Set.of(), 0, true, true, false);

        assertThat(values(wanted)).containsExactly(2.0);
    }

    @Test
    void limit_notExceeded() {
        latest.put("d1", "a", value(1, SampleStatus.NORMAL));
        latest.put("d2", "a", value(3, SampleStatus.NORMAL));

        assertThat(latest.select(ALL, 1)).hasSize(1);
    }
}
