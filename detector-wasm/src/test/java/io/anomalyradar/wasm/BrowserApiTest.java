package io.anomalyradar.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.verdict.Pattern;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code spec/detector-js.md} promises, in a worker of a real browser, from both engines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserApiTest {
    private ChromiumWorker worker;

    @BeforeAll
    void open() throws IOException {
        worker = ChromiumWorker.open();
    }

    @AfterAll
    void close() {
        worker.close();
    }

    @Test
    void loadCore_auto_takesWebAssemblyAndElseJavaScript() {
        Object engines = worker.call("api.js", "engines");

        assertThat(engines).isEqualTo(List.of("wasm", true, "js", false));
    }

    @Test
    void codes_ofPatternsAndSeverities_areTheDetectors() {
        Map<?, ?> codes = (Map<?, ?>) worker.call("api.js", "codes");

        Map<?, ?> patterns = (Map<?, ?>) codes.get("Pattern");
        Map<?, ?> severities = (Map<?, ?>) codes.get("Severity");
        assertThat(patterns).hasSize(Pattern.values().length);
        assertThat(Pattern.values())
                .allSatisfy(pattern -> assertThat(patterns.get(pattern.name())).isEqualTo(pattern.code()));
        assertThat(severities).hasSize(Severity.values().length);
        assertThat(Severity.values()).allSatisfy(severity -> assertThat(severities.get(severity.name()))
                .isEqualTo(severity.code()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void feed_samplesOfOneSeries_answersAsTickDoes(String engine) {
        Map<?, ?> answers = (Map<?, ?>) worker.call("api.js", "feedAndTick", engine);

        assertThat((List<?>) answers.get("feedRuns")).hasSizeGreaterThanOrEqualTo(2 * RunRow.SIZE);
        assertThat(answers.get("feedRows")).isEqualTo(answers.get("tickRows"));
        assertThat(answers.get("feedRuns")).isEqualTo(answers.get("tickRuns"));
        assertThat(answers.get("same")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void feed_samplesThatCannotBe_areFlaggedAndNotLearnt(String engine) {
        Object statuses = worker.call("api.js", "strangeSamples", engine);

        assertThat(statuses).isEqualTo(List.of(1, 0, 6, 6, 5, 6, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void call_withWrongArguments_throwsAnErrorThatNamesThem(String engine) {
        Map<?, ?> messages = (Map<?, ?>) worker.call("api.js", "wrongCalls", engine);

        assertThat(messages.get("window")).isEqualTo("window must be in [8, 100000], was 3");
        assertThat(messages.get("method"))
                .asString()
                .startsWith("method must be one of zscore, predictive, robust-zscore, ")
                .endsWith(", was guess");
        assertThat(messages.get("capacity")).isEqualTo("capacity must be at least 1, was 0");
        assertThat(messages.get("twice")).isEqualTo("the device already has the metric a");
        assertThat(messages.get("rows")).isEqualTo("n must be at most the capacity and the number of series, was 2");
        assertThat(messages.get("time")).isEqualTo("timestampMillis must be a whole number in [-2^53, 2^53]");
        assertThat(messages.get("series")).isEqualTo("there is no series 1");
        assertThat(messages.get("damaged")).isEqualTo("damaged device state: the checksum does not match");
        assertThat(messages.get("unchanged")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void restore_whileAnAnomalyIsOpen_goesOnWithTheSameBits(String engine) {
        Map<?, ?> answers = (Map<?, ?>) worker.call("api.js", "restored", engine);

        assertThat(answers.get("names")).isEqualTo(List.of(2, 1, "a", -1));
        assertThat(answers.get("copy")).isEqualTo(answers.get("original"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void columns_afterMemoryHasGrown_areStillThoseOfTheDetector(String engine) {
        Object seen = worker.call("api.js", "grownMemory", engine);

        assertThat(seen).isEqualTo(List.of(8, 7, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void addSeries_beyondTheBudget_halvesTheWindowOnceWithAWarningThenRefuses(String engine) {
        DeviceDetector full = new DeviceDetector(DetectorConfig.ZSCORE);
        DeviceDetector half = new DeviceDetector(DetectorConfig.ZSCORE.withWindow(600));
        int fitting = (int) (3.5 * full.stateBytes(1) / half.stateBytes(1));

        Map<?, ?> seen = (Map<?, ?>) worker.call("api.js", "smallBudget", engine, (double) full.stateBytes(1));

        assertThat(seen.get("windows"))
                .asInstanceOf(list(Integer.class))
                .hasSize(fitting)
                .startsWith(1200, 1200, 1200, 600)
                .endsWith(600);
        assertThat(seen.get("warnings"))
                .isEqualTo(List.of("the memory budget is reached: the window is now 600 samples in place of 1200"));
        assertThat((String) seen.get("refusal")).startsWith("the memory budget is used up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void reserve_beyondTheBudget_halvesTheWindowThenRefuses(String engine) {
        double bytes = new DeviceDetector(DetectorConfig.ZSCORE).stateBytes(1);

        Map<?, ?> seen = (Map<?, ?>) worker.call("api.js", "reserved", engine, bytes);

        assertThat(seen.get("windows")).isEqualTo(List.of(1200, 600));
        assertThat(seen.get("warnings")).isEqualTo(1);
        assertThat((String) seen.get("refusal")).startsWith("the memory budget is used up");
        assertThat(seen.get("series")).isEqualTo(1);
    }
}
