package io.anomalyradar.quality.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ParagraphTest {
    @Test
    void longText_isBrokenBetweenWordsAt120Characters() {
        String text = "word ".repeat(40).strip();

        assertThat(Paragraph.lines(text)).hasSize(2).allSatisfy(line -> assertThat(line.length())
                .isLessThanOrEqualTo(120));
        assertThat(String.join(" ", Paragraph.lines(text))).isEqualTo(text);
    }

    @Test
    void shortText_isOneLine() {
        assertThat(Paragraph.lines("Short text.")).containsExactly("Short text.");
    }
}
