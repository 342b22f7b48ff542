package io.anomalyradar.quality.evaluation;

import io.anomalyradar.quality.report.Section;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Small synthetic data in the layout of the families, with stored answers; and access to the text of a section. */
final class Fixture {
    private Fixture() {}

    /** Creates a folder with the data. */
    static Path folder(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixture.class.getResource("/fixture/" + name))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The cells of the first row that starts with these. */
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
