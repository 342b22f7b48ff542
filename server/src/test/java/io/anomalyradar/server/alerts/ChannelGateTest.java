package io.anomalyradar.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.notify.Outcome;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChannelGateTest {
    private static final Outcome FAILED = new Outcome.Retryable("down", null);
    private static final Outcome DELIVERED = new Outcome.Delivered();

    private long nanos = 7;

    private ChannelGate gate(int perMinute) {
        return new ChannelGate(perMinute, () -> nanos, new SplittableRandom(1));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static void fail(ChannelGate gate, int times) {
        for (int i = 0; i < times; i++) {
            gate.ended(FAILED);
        }
    }

    @Test
    void failuresBetweenSuccesses_limitNothing() {
        ChannelGate gate = gate(0);

        fail(gate, ChannelGate.FAILURES - 1);
        gate.ended(DELIVERED);
        fail(gate, ChannelGate.FAILURES - 1);

        assertThat(gate.admits(4, 0)).isEqualTo(4);
    }

    @Test
    void receiverThatIsDown_isTriedByOneAttemptAfterAPause_untilOneSucceeds() {
        ChannelGate gate = gate(0);
        fail(gate, ChannelGate.FAILURES);

        assertThat(gate.admits(4, 0)).isZero();
        pass(Duration.ofSeconds(2));
        assertThat(gate.admits(4, 0)).isEqualTo(1);
        assertThat(gate.admits(3, 1)).isZero();
        gate.ended(FAILED);
        assertThat(gate.admits(4, 0)).isZero();
        pass(Duration.ofSeconds(30));
        gate.ended(DELIVERED);

        assertThat(gate.admits(4, 0)).isEqualTo(4);
    }

    @Test
    void refusedMessage_saysThatTheReceiverIsThere() {
        ChannelGate gate = gate(0);
        fail(gate, ChannelGate.FAILURES - 1);
        gate.ended(new Outcome.Refused("too long"));
        fail(gate, 1);

        assertThat(gate.admits(4, 0)).isEqualTo(4);
    }

    @Test
    void retryAfter_pausesTheWholeChannel() {
        ChannelGate gate = gate(0);

        gate.ended(new Outcome.Retryable("slow down", Duration.ofSeconds(90)));
        gate.ended(DELIVERED); // it was under way

        pass(Duration.ofSeconds(89));
        assertThat(gate.admits(4, 0)).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(gate.admits(4, 0)).isEqualTo(4);
    }

    @Test
    void rate_letsAMinutePassAtOnce_thenFillsEvenly() {
        ChannelGate gate = gate(6);
        int begun = 0;
        for (int second = 0; second < 120; second++) {
            int admitted = gate.admits(4, 0);
            gate.began(admitted);
            begun += admitted;
            pass(Duration.ofSeconds(1));
        }

        assertThat(begun).isBetween(17, 18); // six at once, then one in ten seconds
    }

    @Test
    void rateAfterALongPause_isNotSavedUp() {
        ChannelGate gate = gate(6);
        pass(Duration.ofDays(1));

        assertThat(gate.admits(100, 0)).isEqualTo(6);
    }
}
