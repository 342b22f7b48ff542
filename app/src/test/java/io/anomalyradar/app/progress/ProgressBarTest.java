package io.anomalyradar.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
    private final StringWriter drawn = new StringWriter(); // the bar draws in its own thread: its buffer is locked

    @Test
    void onTerminal_showsShareCountAndLabel_andClearsTheLineAtTheEnd() {
        try (ProgressBar bar = ProgressBar.drawn("rows", 200, drawn::append)) {
            bar.update(50, 20_000, "a.csv");

            Awaitility.await().until(() -> drawn.toString().contains("20,000 rows"));
        }

        assertThat(drawn.toString()).contains("25%").contains("a.csv").endsWith("\r");
    }

    @Test
    void unknownTotal_showsTheCount() {
        try (ProgressBar bar = ProgressBar.drawn("frames", ProgressBar.UNKNOWN, drawn::append)) {
            bar.update(7, 1_234, "pump");

            Awaitility.await().until(() -> drawn.toString().contains("1,234 frames"));
        }
    }

    @Test
    void noTerminal_drawsNothing() { // the test's error stream is no terminal
        StringWriter err = new StringWriter();

        try (ProgressBar bar = ProgressBar.on(new PrintWriter(err), "rows", 200)) {
            bar.update(50, 20_000, "a.csv");
        }

        assertThat(err.toString()).isEmpty();
    }
}
