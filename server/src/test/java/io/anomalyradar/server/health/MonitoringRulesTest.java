package io.anomalyradar.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.server.testing.RealPrometheus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The alerts about Anomaly Radar itself: promtool runs their own tests, and each has a place in the handbook. */
class MonitoringRulesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();
    private static final Path RULES = ROOT.resolve("deploy/prometheus");

    static boolean isPrometheusInstalled() {
        return RealPrometheus.isInstalled();
    }

    @Test
    @EnabledIf("isPrometheusInstalled")
    void rules_passTheirTests(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("promtool.log");
        Process promtool = new ProcessBuilder("promtool", "test", "rules", "radar.rules.test.yaml")
                .directory(RULES.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(promtool.waitFor()).as(Files.readString(output)).isZero();
    }

    @Test
    void eachAlert_hasAChapterInTheHandbook() throws Exception {
        List<String> alerts = Pattern.compile("- alert: (\\w+)")
                .matcher(Files.readString(RULES.resolve("radar.rules.yaml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        List<String> chapters = Files.readAllLines(ROOT.resolve("docs/operations.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4).toLowerCase(Locale.ROOT))
                .toList();

        assertThat(alerts).hasSizeGreaterThan(10).allSatisfy(alert -> assertThat(chapters)
                .contains(alert.toLowerCase(Locale.ROOT)));
    }
}
