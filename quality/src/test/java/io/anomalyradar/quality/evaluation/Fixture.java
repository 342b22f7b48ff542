package io.anomalyradar.quality.evaluation;

import io.anomalyradar.quality.report.Section;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Small data of our own making in the layout of the families, with answers to them; and reading of what a section says. */
final class Fixture {
    private Fixture() {}

    /** A folder of it. */
    static Path folder(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixture.class.getResource("/fixture/" + name))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The cells of the first row that begins with these. */
    static List<String> row(Section section, String... beginning) {
        return section.lines().stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .filter(cells -> cells.subList(0, beginning.length).equals(List.of(beginning)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no row begins with " + List.of(beginning) + " in\n" + String.join("\n", section.lines())));
    }
}
