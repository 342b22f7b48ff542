package io.anomalyradar.app.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import io.anomalyradar.app.Radar;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.detector.ScoreScale;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The view /what-if: what it computes is what {@code radar score} computes, and what it applies is in force. */
class WhatIfIT {
    private static final double PATIENCE = 120_000;
    private static final int QUESTIONS = 100;
    private static final int SAMPLES = 400;
    private static final long START = 1_700_000_000_000L;
    private static final List<String> METHODS =
            List.of("predictive", "zscore", "robust-zscore", "moving-average", "ewma", "rate");

    /** Asks the page's own worker; doubles come back as text, so that no bit is lost. */
    private static final String ASK =
            """
            async ({ worker, times, values, settings }) => {
              window.asked ??= new Worker(worker, { type: 'module' });
              const answer = await new Promise((resolve, reject) => {
                window.asked.onmessage = ({ data }) => resolve(data);
                window.asked.onerror = ({ message }) => reject(new Error(message));
                window.asked.postMessage({ id: 1, times: Float64Array.from(times), values: Float64Array.from(values), settings });
              });
              if (!answer.ok) throw new Error(answer.message);
              const { scores, expected, lower, upper, flags } = answer.columns;
              return Array.from(scores, (score, i) => [
                String(score), String(expected[i]), String(lower[i]), String(upper[i]), String(flags[i]),
              ]);
            }
            """;

    private static RadarProcess radar;
    private static RadarApi api;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path home) {
        radar = RadarProcess.in(home).with("host.telemetry.enabled", "false");
        radar.start();
        radar.awaitReady();
        api = new RadarApi(radar.address());
        chromium = Chromium.open();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        radar.close();
    }

    @Test
    void hundredRandomSeriesAndSettings_equalRadarScoreToTheBit(@TempDir Path folder) throws IOException {
        try (BrowserContext context = chromium.window(1000, 800)) {
            Page page = context.newPage();
            page.navigate(at("/what-if"));
            String worker = "/" + asset("assets/whatIfWorker-");
            int unusual = 0;
            for (int question = 0; question < QUESTIONS; question++) {
                Random random = new Random(question);
                double[] values = series(random);
                Map<String, Object> settings = settings(random);

                List<?> rows = (List<?>) page.evaluate(
                        ASK,
                        Map.of("worker", worker, "times", list(times()), "values", list(values), "settings", settings));

                List<String[]> expected = scoreOf(folder.resolve("q" + question), values, settings);
                assertThat(rows).hasSize(expected.size());
                for (int i = 0; i < expected.size(); i++) {
                    List<?> row = (List<?>) rows.get(i);
                    String[] cells = expected.get(i);
                    String where = "question " + question + ", sample " + i + ", " + settings;
                    double score = number(row.get(0));
                    assertThat(Double.isNaN(score) ? 0 : ScoreScale.toUnit(score))
                            .as(where)
                            .isEqualTo(Double.parseDouble(cells[2]));
                    long transition = Long.parseLong((String) row.get(4)) >> 16;
                    assertThat(transition == 1 || transition == 2 ? "1" : "0")
                            .as(where)
                            .isEqualTo(cells[3]);
                    for (int column = 0; column < 3; column++) {
                        String cell = cells[4 + column];
                        Double expectedNumber = cell.isEmpty() ? Double.valueOf(Double.NaN) : Double.valueOf(cell);
                        assertThat(Double.valueOf(number(row.get(1 + column)))) // boxed: NaN equals NaN
                                .as(where)
                                .isEqualTo(expectedNumber);
                    }
                    unusual += cells[3].equals("1") ? 1 : 0;
                }
            }
            assertThat(unusual).isGreaterThan(QUESTIONS / 2);
        }
    }

    @Test
    void settingsAreMoved_theOutcomeFollows_andApplyMakesANewVersion() {
        Random random = new Random(7);
        long now = System.currentTimeMillis();
        StringBuilder frames = new StringBuilder("[");
        for (int i = 0; i < 600; i++) {
            double value = 50 + random.nextGaussian() + (i >= 500 && i < 504 ? 30 : 0);
            frames.append(i == 0 ? "" : ",")
                    .append("{\"device\":\"pump-7\",\"ts\":%d,\"metrics\":{\"load\":%s}}"
                            .formatted(now - (600 - i) * 1_000L, value));
        }
        assertThat(api.post(frames.append("]").toString()).status()).isEqualTo(202);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> api.samples("pump-7", "load").size() == 600);
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(at("/what-if"));
            page.getByTestId("what-if-device").fill("pump-7");

            assertThat(page.getByTestId("what-if-samples")).containsText("600", soonText());
            assertThat(page.getByTestId("what-if-count")).hasText(Pattern.compile("^1 .*"), soon());
            assertThat(page).hasURL(at("/what-if?device=pump-7&metric=load"));
            page.getByTestId("what-if-threshold").fill("90");
            assertThat(page.getByTestId("what-if-count")).hasText(Pattern.compile("^0 .*"), soon());
            assertThat(Axe.violations(page)).isEmpty();

            page.getByTestId("what-if-apply").click();
            assertThat(page.getByTestId("apply-change")).containsText("detector.predictive.least-score", soonText());
            page.getByTestId("apply-confirm").click();
            assertThat(page.getByTestId("applied")).isVisible();
            assertThat(api.get("/api/v1/config")
                            .body()
                            .path("defaults")
                            .path("detector.predictive.least-score")
                            .asDouble())
                    .isEqualTo(90);
            page.keyboard().press("Escape");
            assertThat(page.getByTestId("what-if-threshold"))
                    .hasAttribute("value", "90", new HasAttributeOptions().setTimeout(PATIENCE));
        }
    }

    private static double number(Object text) {
        return Double.parseDouble((String) text);
    }

    private static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static double[] series(Random random) {
        double[] values = new double[SAMPLES];
        double level = random.nextGaussian() * 100;
        double spread = Math.exp(random.nextGaussian());
        for (int i = 0; i < SAMPLES; i++) {
            values[i] = level + spread * random.nextGaussian() + 3 * spread * Math.sin(i / 9.0);
        }
        int fault = 200 + random.nextInt(150);
        for (int i = fault; i < fault + 8; i++) {
            values[i] += 25 * spread;
        }
        return values;
    }

    private static double[] times() {
        double[] times = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            times[i] = START + 60_000.0 * i;
        }
        return times;
    }

    private static Map<String, Object> settings(Random random) {
        String method = METHODS.get(random.nextInt(METHODS.size()));
        int evaluations = 1 + random.nextInt(6);
        return Map.of(
                "method",
                method,
                "window",
                64 + random.nextInt(200),
                "warmUp",
                16 + random.nextInt(40),
                "unusual",
                1 + random.nextInt(evaluations),
                "evaluations",
                evaluations,
                "endAfter",
                1 + random.nextInt(9),
                "criticalScore",
                9,
                "growthFactor",
                1.5,
                "threshold",
                2 + random.nextInt(60) / 10.0,
                "alarmsPerWeek",
                random.nextBoolean() ? 0 : random.nextInt(50));
    }

    /** The rows of {@code radar score --explain} for the same samples and settings. */
    private static List<String[]> scoreOf(Path folder, double[] values, Map<String, Object> settings)
            throws IOException {
        Files.createDirectories(folder);
        StringBuilder csv = new StringBuilder("timestamp,value\n");
        double[] times = times();
        for (int i = 0; i < values.length; i++) {
            csv.append((long) times[i]).append(',').append(values[i]).append('\n');
        }
        Path input = Files.writeString(folder.resolve("series.csv"), csv);
        String method = String.valueOf(settings.get("method"));
        String threshold = method.equals("predictive")
                ? "detector.predictive.least-score"
                : method.equals("zscore") ? "detector.zscore.spike-threshold" : "detector." + method + ".threshold";
        List<String> arguments = new ArrayList<>(
                List.of("score", "--input", input.toString(), "--output", folder.toString() + "/out", "--explain"));
        Map.of(
                        "detector.method",
                        method,
                        "detector.window",
                        settings.get("window"),
                        "detector.warm-up",
                        settings.get("warmUp"),
                        "detector.alarm.unusual",
                        settings.get("unusual"),
                        "detector.alarm.evaluations",
                        settings.get("evaluations"),
                        "detector.alarm.end-after",
                        settings.get("endAfter"),
                        threshold,
                        settings.get("threshold"),
                        "detector.budget.alarms-per-week",
                        settings.get("alarmsPerWeek"))
                .forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
        int exit = Radar.commandLine()
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute(arguments.toArray(String[]::new));
        assertThat(exit).isEqualTo(ExitCode.OK);
        List<String> lines = Files.readAllLines(folder.resolve("out/series.csv"));
        return lines.subList(1, lines.size()).stream()
                .map(line -> line.split(",", -1))
                .toList();
    }

    /** The file of the page whose name begins so. */
    private static String asset(String start) throws IOException {
        Path lib = RadarProcess.root().resolve("app/target/radar/lib");
        try (var jars = Files.newDirectoryStream(lib, "ui-*.jar")) {
            try (JarFile jar = new JarFile(jars.iterator().next().toFile())) {
                return jar.stream()
                        .map(entry -> entry.getName().replace("META-INF/resources/", ""))
                        .filter(name -> name.startsWith(start))
                        .findFirst()
                        .orElseThrow();
            }
        }
    }

    private static String at(String path) {
        return radar.address().resolve(path).toString();
    }

    private static HasTextOptions soon() {
        return new HasTextOptions().setTimeout(PATIENCE);
    }

    private static ContainsTextOptions soonText() {
        return new ContainsTextOptions().setTimeout(PATIENCE);
    }
}
