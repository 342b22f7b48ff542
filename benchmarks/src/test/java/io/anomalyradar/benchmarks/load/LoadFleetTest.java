package io.anomalyradar.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.FrameProtobuf;
import org.junit.jupiter.api.Test;

class LoadFleetTest {
    @Test
    void oneRound_hasAFrameOfEachDevice() {
        LoadFleet fleet = new LoadFleet(3, 2, 1);

        assertThat(new String[] {
                    fleet.next(1).device(),
                    fleet.next(1).device(),
                    fleet.next(1).device()
                })
                .containsExactly(fleet.devices());
        assertThat(fleet.next(2).device()).isEqualTo(fleet.devices()[0]);
    }

    @Test
    void sameSeed_givesTheSameFrames() {
        assertThat(new LoadFleet(3, 2, 7).next(5)).isEqualTo(new LoadFleet(3, 2, 7).next(5));
    }

    @Test
    void frame_isAcceptedWhole() {
        FrameProtobuf protobuf = new FrameProtobuf();
        var frame = new LoadFleet(1, 10, 1).next(1_732_233_600_000L);

        var decoded = protobuf.decode(protobuf.encode(frame), null);

        assertThat(decoded.frame()).isEqualTo(frame);
        assertThat(decoded.refusals()).isEmpty();
    }
}
