package io.anomalyradar.app.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import io.anomalyradar.detector.DetectionHost;
import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.server.stream.RawStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The view /browser over a raw stream: what the browser detects is what the server's code detects, to the bit. */
class BrowserDetectionIT {
    private static final double PATIENCE = 120_000;
    private static final int METERS = 500;
    private static final int TICKS = 150;
    private static final int FAULTY = 7;
    private static final long START = 1_700_000_000_000L;
    private static final List<String> NAMES =
            IntStream.range(0, METERS).mapToObj("meter-%03d"::formatted).toList();

    private static RadarProcess radar;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path home) {
        radar = RadarProcess.in(home).with("host.telemetry.enabled", "false");
        radar.start();
        radar.awaitReady();
        chromium = Chromium.open();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        radar.close();
    }

    @Test
    void flagsAndScores_areTheServers_andTheFaultyMeterHasABadge() {
        try (RawStream stream = stream();
                BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            List<String> errors = new ArrayList<>();
            page.onPageError(errors::add);
            page.navigate(at("&method=zscore&window=100", stream));
            sendAll(stream, page);

            assertThat(page.getByTestId("stream-check")).hasText(expectedCheck(100), soon());
            assertThat(page.getByTestId("stream-engine")).hasText("WebAssembly");
            assertThat(page.getByTestId("meter-badge").first()).containsText(NAMES.get(FAULTY));
            assertThat(page.getByTestId("meter-badge").first())
                    .hasAttribute("data-severity", "CRITICAL", new HasAttributeOptions().setTimeout(PATIENCE));
            assertThat(Axe.violations(page)).isEmpty();

            page.getByTestId("meter-badge").first().click();
            assertThat(page.getByTestId("meter-badge")
                            .filter(new Locator.FilterOptions().setHasText(NAMES.get(FAULTY))))
                    .hasCount(0);
            page.getByTestId("stream-reset").click();
            assertThat(page.getByTestId("meter-badge")).hasCount(0);
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void memoryBoundThatIsReached_halvesTheWindow_andSaysSo() {
        try (RawStream stream = stream();
                BrowserContext context = chromium.calmWindow(390, 844)) {
            Page page = context.newPage();
            page.navigate(at("&method=zscore&window=1200&memory=4", stream));
            sendAll(stream, page);

            assertThat(page.getByTestId("stream-warning")).containsText("600", soonText());
            assertThat(page.getByTestId("stream-window")).hasText("600");
            assertThat(page.getByTestId("stream-check")).hasText(expectedCheck(600), soon());
            // Reduced motion is asked for: nothing blinks.
            assertThat(page.getByTestId("meter-badge").first()).isVisible();
            assertThat(page.getByTestId("meter-badge")
                            .first()
                            .evaluate("badge => getComputedStyle(badge).animationName"))
                    .isEqualTo("none");
        }
    }

    @Test
    void streamThatEnds_isTriedAgain_andWhatWasLearntIsKept() {
        RawStream first = stream();
        int port = first.port();
        try (BrowserContext context = chromium.window(1000, 800)) {
            Page page = context.newPage();
            page.navigate(at("", first));
            send(first, 0);
            assertThat(page.getByTestId("stream-ticks")).hasText("1", soon());
            first.close();
            assertThat(page.getByTestId("stream-state")).containsText("Interrupted", soonText());

            try (RawStream second =
                    RawStream.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), NAMES)) {
                send(second, 1);
                assertThat(page.getByTestId("stream-ticks")).hasText("2", soon());
            }
        }
    }

    @Test
    void linkToAStreamElsewhere_connectsToNobodyUnasked() {
        try (RawStream stream = stream();
                BrowserContext context = chromium.window(1000, 800)) {
            Page page = context.newPage();
            page.navigate(radar.address()
                    .resolve("/browser?stream=ws://localhost:" + stream.port() + "/")
                    .toString());

            assertThat(page.getByTestId("stream-connect")).isVisible();
            assertThat(stream.clients()).isZero();
            page.getByTestId("stream-connect").click();
            assertThat(page.getByTestId("meter-tile")).not().hasCount(0, new HasCountOptions().setTimeout(PATIENCE));
        }
    }

    private static RawStream stream() {
        return RawStream.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), NAMES);
    }

    private static String at(String settings, RawStream stream) {
        return radar.address()
                .resolve("/browser?stream=ws://127.0.0.1:" + stream.port() + "/" + settings)
                .toString();
    }

    private static void sendAll(RawStream stream, Page page) {
        for (int tick = 0; tick < TICKS; tick++) {
            send(stream, tick);
        }
        assertThat(page.getByTestId("stream-ticks")).hasText(Integer.toString(TICKS), soon());
    }

    /** Sends a tick once the one client has read the one before. */
    private static void send(RawStream stream, int tick) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> stream.send(START + 500L * tick, values(tick)) == 1);
    }

    private static double[] values(int tick) {
        Random random = new Random(tick);
        double[] values = random.doubles(METERS, 95, 105).toArray();
        values[METERS - 1] = tick % 3 == 0 ? Double.NaN : values[METERS - 1];
        values[FAULTY] += tick >= 120 ? 400 : 0;
        return values;
    }

    /** The check value of spec/stream.md, from the detector on this JVM. */
    private static String expectedCheck(int window) {
        DetectorConfig config = DetectorConfig.ZSCORE.withWindow(window);
        DeviceState state = new DeviceDetector(config).newState();
        NAMES.forEach(state::addMetric);
        DetectionHost host = new DetectionHost((device, metric) -> config, null);
        CRC32 check = new CRC32();
        Row row = new Row();
        for (int tick = 0; tick < TICKS; tick++) {
            double[] values = values(tick);
            for (int i = 0; i < METERS; i++) {
                row.clear();
                if (!Double.isNaN(values[i])) {
                    host.take("", state.series(i), state.sharers(), START + 500L * tick, values[i], row);
                }
                check.update(ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(row.flags)
                        .putLong(Double.doubleToLongBits(row.score))
                        .flip());
            }
        }
        return "%08x".formatted(check.getValue());
    }

    /** The answer to one sample, in the numbers of spec/detector-js.md. */
    private static final class Row implements Detections {
        private int flags;
        private double score;

        void clear() {
            flags = 0;
            score = Double.NaN;
        }

        @Override
        public void evaluated(int index, SeriesState series, Evaluation evaluation, int configVersion) {
            score = evaluation.score();
            flags = List.of(
                                    SampleStatus.WARM_UP,
                                    SampleStatus.NORMAL,
                                    SampleStatus.UNUSUAL,
                                    SampleStatus.ALARM,
                                    SampleStatus.LATE)
                            .indexOf(evaluation.status())
                    + 1
                    + (evaluation.pattern().code() << 8)
                    + (List.of(Transition.NONE, Transition.OPENED, Transition.GREW, Transition.ENDED)
                                    .indexOf(evaluation.transition())
                            << 16);
        }

        @Override
        public void changed(String metric, OpenAnomaly anomaly, AnomalyRun run, Course course, int configVersion) {
            // part of the flags
        }
    }

    private static HasTextOptions soon() {
        return new HasTextOptions().setTimeout(PATIENCE);
    }

    private static ContainsTextOptions soonText() {
        return new ContainsTextOptions().setTimeout(PATIENCE);
    }
}
