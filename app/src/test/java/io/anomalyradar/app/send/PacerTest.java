package io.anomalyradar.app.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PacerTest {
    private long nanos = 5_000_000_000L;

    @Test
    void twiceRealTime_isDueInHalfTheTime_countedFromTheFirst() {
        Pacer pacer = new Pacer(Speed.of("2"), () -> false, () -> nanos);

        long first = pacer.nanosUntil(1_000_000);
        long later = pacer.nanosUntil(1_010_000);
        nanos += 3_000_000_000L;
        long remaining = pacer.nanosUntil(1_010_000);

        assertThat(first).isZero();
        assertThat(later).isEqualTo(5_000_000_000L);
        assertThat(remaining).isEqualTo(2_000_000_000L);
    }

    @Test
    void backwardTime_isDueAtOnce() {
        Pacer pacer = new Pacer(Speed.REAL_TIME, () -> false, () -> nanos);
        pacer.nanosUntil(1_000_000);

        boolean due = pacer.await(400_000);

        assertThat(due).isTrue();
    }

    @Test
    void maximum_neverWaits() {
        Pacer pacer = new Pacer(Speed.of("max"), () -> false, () -> nanos);
        pacer.nanosUntil(0);

        assertThat(pacer.nanosUntil(Long.MAX_VALUE)).isZero();
    }

    @Test
    void stopWhileWaiting_endsTheWait() {
        boolean[] stopped = {false};
        Pacer pacer = new Pacer(
                Speed.REAL_TIME,
                () -> {
                    boolean asked = stopped[0];
                    stopped[0] = true; // at the next call
                    return asked;
                },
                () -> nanos);
        pacer.nanosUntil(0);

        boolean due = pacer.await(86_400_000);

        assertThat(due).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "NaN", "fast", ""})
    void nonsenseSpeed_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Speed.of(text)).withMessageContaining("speed must be");
    }
}
