package io.anomalyradar.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.Frame;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviceClocksTest {
    private static final long START = 1_732_233_600_000L;

    private final DeviceClocks clocks = new DeviceClocks(Duration.ofSeconds(10));
    private final Random delays = new Random(1);

    /** Sends this many readings, one a second, by a clock that is off; returns the last one corrected. */
    private Frame after(int readings, long offMillis) {
        Frame last = Frame.of("pump", 0, new String[0], new double[0]);
        for (int i = 0; i < readings; i++) {
            long real = START + i * 1_000L;
            Frame sent = Frame.of("pump", real + offMillis, new String[] {"n"}, new double[] {i});
            last = clocks.corrected(sent, real + delays.nextInt(200));
        }
        return last;
    }

    @Test
    void clockBehind_correctedOnceItIsSteady() {
        Frame early = after(5, -3_600_000);
        assertThat(early.metadata()).isEmpty();

        Frame corrected = after(40, -3_600_000);

        assertThat(corrected.timestampMillis()).isBetween(START + 39_000, START + 39_200);
        assertThat(Long.parseLong(corrected.metadata().get(DeviceClocks.OFFSET)))
                .isBetween(3_600_000L, 3_600_200L);
    }

    @Test
    void clockAhead_correctedAtOnce() {
        Frame corrected = after(1, 7_200_000);

        assertThat(corrected.timestampMillis()).isBetween(START, START + 200);
    }

    @Test
    void clockWithinTheTolerance_isLeft() {
        assertThat(after(60, -9_000).metadata()).isEmpty();
    }

    /** A device that was disconnected for an hour sends what it kept, faster than time passes. */
    @Test
    void oldReadingsSentLate_keepTheirTimes() {
        for (int i = 0; i < 3_600; i++) {
            Frame kept = Frame.of("pump", START - 3_600_000 + i * 1_000L, new String[] {"n"}, new double[] {i});

            assertThat(clocks.corrected(kept, START + i * 5L).metadata()).isEmpty();
        }
    }

    @Test
    void noTime_isThatOfArrival() {
        Frame frame = Frame.of("pump", Frame.NO_TIMESTAMP, new String[] {"n"}, new double[] {1});

        assertThat(clocks.corrected(frame, START).timestampMillis()).isEqualTo(START);
    }
}
