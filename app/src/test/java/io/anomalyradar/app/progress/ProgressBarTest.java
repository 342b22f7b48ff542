package io.anomalyradar.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
    private final StringWriter drawn = new StringWriter();
    private long nanos;

    @Test
    void onTerminal_showsShareRateAndRest_andClearsTheLineAtTheEnd() {
        try (ProgressBar bar = new ProgressBar(new PrintWriter(drawn), true, () -> nanos, "rows", 200)) {
            nanos = 2_000_000_000L;

            bar.update(50, 20_000, "a.csv");
        }

        assertThat(drawn.toString())
                .isEqualTo(
                        "\r\u001B[K[======                  ]  25%  20.0k rows  10.0k/s  0:06 left  a.csv\r\u001B[K");
    }

    @Test
    void manyUpdatesAtOnce_drawNothingBeforeATenthOfASecond() {
        ProgressBar bar = new ProgressBar(new PrintWriter(drawn), true, () -> nanos, "rows", ProgressBar.UNKNOWN);
        nanos = 99_999_999L;

        bar.update(1, 1, "a.csv");

        assertThat(drawn.toString()).isEmpty();
    }

    @Test
    void noTerminal_drawsNothing() {
        try (ProgressBar bar = new ProgressBar(new PrintWriter(drawn), false, () -> nanos, "rows", 200)) {
            nanos = 2_000_000_000L;

            bar.update(50, 20_000, "a.csv");
        }

        assertThat(drawn.toString()).isEmpty();
    }
}
