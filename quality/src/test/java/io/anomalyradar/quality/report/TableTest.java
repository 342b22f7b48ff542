package io.anomalyradar.quality.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void columns_areAsWideAsTheirWidestCell() {
        Table table = new Table("a", "figure").row("long name", "1").row("b", Table.number(2.345, 2));

        assertThat(table.lines())
                .containsExactly(
                        "| a         | figure |",
                        "|-----------|--------|",
                        "| long name | 1      |",
                        "| b         | 2.35   |");
    }

    @Test
    void whatIsNotANumber_isADash() {
        assertThat(Table.number(Double.NaN, 2)).isEqualTo("–");
        assertThat(Table.threshold(Double.POSITIVE_INFINITY)).isEqualTo("–");
    }

    @Test
    void rowOfAnotherWidth_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table("a", "b").row("only one"));
    }
}
