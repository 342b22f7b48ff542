package io.anomalyradar.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.model.telemetry.Frame;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class DemoFleetTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");

    @Test
    void runningFleet_sendsEveryDeviceInTurn_atThePresentTime_untilStopped() throws InterruptedException {
        List<Frame> sent = new CopyOnWriteArrayList<>();
        FleetConfig config = new FleetConfig(3, 2, Set.of(), 0, 0, 1);
        DemoFleet fleet = new DemoFleet(config, Duration.ofMillis(6), sent::add, Clock.fixed(NOON, ZoneOffset.UTC));
        Thread thread = new Thread(fleet, "demo");

        thread.start();
        await().until(() -> sent.size() >= 12);
        fleet.stop();
        thread.join(30_000);

        assertThat(thread.isAlive()).isFalse();
        assertThat(sent.subList(0, 6))
                .extracting(Frame::device)
                .containsExactly("pump-1", "compressor-1", "web-1", "pump-1", "compressor-1", "web-1");
        assertThat(sent).extracting(Frame::timestampMillis).containsOnly(NOON.toEpochMilli());
        assertThat(sent.get(0).attributes().type()).isEqualTo("pump");
    }
}
