package io.anomalyradar.quality.families;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.quality.candidate.Product;
import io.anomalyradar.quality.interval.UnitFigures;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Figures are given, no detector runs. */
final class LeaveOneFamilyOutTest {
    private static final int UNITS = 20;

    @Test
    void settingsThatAreBetterElsewhere_areReportedOnTheFamilyLeftOut() throws IOException {
        List<String> rows = rows(
                measure("a", Map.of("default", 0.5, "other", 0.1)),
                measure("b", Map.of("default", 0.5, "other", 0.9)),
                measure("c", Map.of("default", 0.5, "other", 0.9)));

        assertThat(cells(rows, "a")).as("b and c choose the other").contains("other", "**0.10 (0.10 to 0.10)**");
        assertThat(cells(rows, "b")).as("a and c: no difference").contains("default", "**0.50 (0.50 to 0.50)**");
    }

    @Test
    void settingsThatAreBetterWithinTheInterval_areNotChosen() throws IOException {
        List<String> rows = rows(
                measure("a", Map.of("default", 0.5, "other", 0.5)),
                new Measure("b", "figure", false, LeaveOneFamilyOutTest::noisy, null));

        assertThat(cells(rows, "a")).contains("default");
        assertThat(rows)
                .filteredOn(row -> row.startsWith("| other "))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContain("better"));
    }

    @Test
    void familyOnWhichConstantsWereSet_isMarked() throws IOException {
        List<String> rows = rows(
                measure("a", Map.of("default", 0.5, "other", 0.5)),
                measure("tuned", Map.of("default", 0.5, "other", 0.5)));

        assertThat(rows).anyMatch(row -> row.startsWith("| tuned † "));
    }

    /** Twice as good in a few units, worse in the others. */
    private static UnitFigures noisy(Product product) {
        Double[] values = new Double[UNITS];
        Arrays.setAll(values, i -> product.name().equals("default") ? 0.4 : i % 4 == 0 ? 0.9 : 0.3);
        return UnitFigures.mean(List.of(values));
    }

    private static Measure measure(String family, Map<String, Double> values) {
        return new Measure(
                family,
                "figure",
                false,
                product -> UnitFigures.mean(Collections.nCopies(UNITS, values.get(product.name()))),
                null);
    }

    private static List<String> rows(Measure... measures) throws IOException {
        Product standard = new Product("default", DetectorConfig.DEFAULT, JointConfig.DEFAULT);
        Product other = new Product("other", DetectorConfig.ZSCORE, JointConfig.DEFAULT);
        return new LeaveOneFamilyOut(List.of(measures), List.of(standard, other), Set.of("tuned"))
                .sections().stream()
                        .flatMap(section -> section.lines().stream())
                        .filter(line -> line.startsWith("| "))
                        .toList();
    }

    private static List<String> cells(List<String> rows, String family) {
        return rows.stream()
                .map(row -> Arrays.stream(row.split("\\|")).map(String::strip).toList())
                .filter(cells -> cells.get(1).equals(family))
                .findFirst()
                .orElseThrow();
    }
}
