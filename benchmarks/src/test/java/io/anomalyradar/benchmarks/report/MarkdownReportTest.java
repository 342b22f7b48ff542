package io.anomalyradar.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    private static final Machine MACHINE =
            new Machine("2026-01-02T03:04:00Z", "abc1234", 2, "a processor", 24_000, "Linux 6", "OpenJDK 17", "full");

    @Test
    void figureWithAnAim_standsBesideItsNoiseItsAimAndItsRatio() {
        BenchmarkSection section = new BenchmarkSection(
                "(x) Something",
                "How.",
                List.of(new Row("readings", Spread.of(1.1e6, 1.2e6, 0.9e6), Unit.PER_SECOND, Aim.atLeast(1e6))),
                List.of());

        String report = MarkdownReport.render(MACHINE, List.of(section));

        assertThat(report)
                .contains("| readings | **1,100,000/s** | 900,000/s – 1,200,000/s | 3 | ≥ 1,000,000/s | 1.10 |");
    }

    @Test
    void figureWithoutAnAim_hasNoRatio() {
        BenchmarkSection section = new BenchmarkSection(
                "(x) Something",
                "How.",
                List.of(Row.of("p50", Spread.of(7.25), Unit.MILLISECONDS)),
                List.of("A note."));

        String report = MarkdownReport.render(MACHINE, List.of(section));

        assertThat(report).contains("| p50 | **7.25 ms** | 7.25 ms – 7.25 ms | 1 |  |  |", "- A note.");
    }

    @Test
    void report_saysWhereAndWhenItWasMeasured() {
        String report = MarkdownReport.render(MACHINE, List.of());

        assertThat(report).contains("2026-01-02T03:04:00Z", "abc1234", "2 cores, a processor", "OpenJDK 17");
    }
}
