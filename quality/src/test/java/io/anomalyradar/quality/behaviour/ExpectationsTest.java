package io.anomalyradar.quality.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.quality.behaviour.Expectations.Quiet;
import io.anomalyradar.quality.behaviour.Expectations.Range;
import io.anomalyradar.quality.behaviour.Expectations.Span;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpectationsTest {
    private static final int ROWS = 20;

    @Test
    void reportedSpan_includesItsEnd_aQuietOneDoesNot() {
        Expectations expectations = new Expectations(
                List.of(new Span(5, 7), new Span(8, 9)), List.of(new Quiet(0, 7, 0)), List.of(), null, null);

        Kept kept = expectations.keptBy(report(calm(7)));

        assertThat(kept).isEqualTo(new Kept(1, 2, 1, 1, 0, 0));
    }

    @Test
    void quietSpan_allowsAsManyAsAnOperatorAccepts() {
        Expectations expectations =
                new Expectations(List.of(), List.of(new Quiet(0, 20, 1), new Quiet(0, 20, 2)), List.of(), null, null);

        assertThat(expectations.keptBy(report(calm(3), calm(9))).quiet()).isEqualTo(1);
    }

    @Test
    void severityAndExpectedValue_areBounds() {
        Expectations expectations =
                new Expectations(List.of(), List.of(), List.of(new Span(0, 10)), new Range(-1, 1), null);

        assertThat(expectations.keptBy(report(new Opening(4, true, 0.5)))).isEqualTo(new Kept(0, 0, 0, 0, 1, 2));
        assertThat(expectations.keptBy(report(calm(4), new Opening(12, true, -8))))
                .isEqualTo(new Kept(0, 0, 0, 0, 1, 2));
        assertThat(expectations.keptBy(report()))
                .as("without an anomaly there is no expected value to check")
                .isEqualTo(new Kept(0, 0, 0, 0, 1, 1));
    }

    @Test
    void band_isCheckedInTheLastTenthOfTheRows() {
        Expectations expectations = new Expectations(List.of(), List.of(), List.of(), null, new Range(0, 100));
        SeriesReport before = report();
        before.upper()[17] = 353;
        SeriesReport within = report();
        within.upper()[18] = 353;
        SeriesReport none = report();
        Arrays.fill(none.lower(), Double.NaN);
        Arrays.fill(none.upper(), Double.NaN);

        assertThat(expectations.keptBy(before).share()).isEqualTo(1);
        assertThat(expectations.keptBy(within).share()).isZero();
        assertThat(expectations.keptBy(none).share()).isEqualTo(1);
    }

    private static Opening calm(int row) {
        return new Opening(row, false, 0);
    }

    private static SeriesReport report(Opening... openings) {
        return new SeriesReport(List.of(openings), new double[ROWS], new double[ROWS]);
    }
}
