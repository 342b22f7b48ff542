package io.anomalyradar.quality.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class ReportTest {
    @Test
    void figuresOfAllSections_standInShortBeforeThem() {
        Report report = new Report(new Origin(LocalDate.of(2026, 1, 2), "abc1234", 0x0badcafe));
        report.add(new Section("First").text("Text.").figure(Figure.atLeast("found", 70.04, 70, 1)));
        report.add(new Section("Second").figure(Figure.atMost("false", 20.6, 20, 0)));

        assertThat(report.lines())
                .contains("Measured 2026-01-02, commit abc1234, configuration 0badcafe, JDK "
                        + Runtime.version().feature() + ".")
                .containsSubsequence(
                        "## In short",
                        "| found  | 70.0     | ≥ 70.0 | yes |",
                        "| false  | 21       | ≤ 20   | no  |",
                        "## First",
                        "Text.",
                        "## Second");
    }

    @Test
    void figureThatIsNone_doesNotMeetItsAim() {
        assertThat(Figure.atLeast("nothing", Double.NaN, 1, 1).isMet()).isFalse();
        assertThat(Figure.atMost("nothing", Double.NaN, 1, 1).isMet()).isFalse();
    }
}
