package io.anomalyradar.app.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, over a real stack, as a person sees it. */
class PageIT {
    private static final double PATIENCE = 60_000;
    private static final Path SCREENSHOTS = RadarProcess.root().resolve("app/target/screenshots");
    private static final String DEVICE = "pump-7";
    private static final String METRIC = "temperature";
    private static final String PLANT = "plant-3";
    private static final String WELL = "well-4";
    private static final int STEP_MILLIS = 500;
    private static final List<String> VIEWS = List.of(
            "/",
            "/devices/" + DEVICE,
            "/devices/" + DEVICE + "/" + METRIC,
            "/radar",
            "/inbox",
            "/anomalies",
            "/system",
            "/no-view");
    private static final String DARK_PANEL = "rgb(15, 23, 25)";
    private static final String LIGHT_PANEL = "rgb(251, 252, 252)";

    /** Notes when the first anomaly of a device that is not in the feed yet is drawn. */
    private static final String NOTE_FIRST_ANOMALY =
            """
            device => {
              const ids = () => [...document.querySelectorAll('[data-testid=anomaly-item]')]
                .filter(item => item.textContent.includes(device)).map(item => item.dataset.anomaly);
              const known = new Set(ids());
              new MutationObserver((changes, observer) => {
                if (ids().some(id => !known.has(id))) {
                  observer.disconnect();
                  requestAnimationFrame(() => { window.firstAnomalyMillis = Date.now(); });
                }
              }).observe(document.body, { childList: true, subtree: true });
            }
            """;

    private static RadarProcess radar;
    private static RadarApi api;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path home) {
        radar = RadarProcess.in(home);
        radar.start();
        radar.awaitReady();
        api = new RadarApi(radar.address());
        chromium = Chromium.open();
        long now = System.currentTimeMillis();
        for (int i = 600; i > 0; i--) { // a series that is known well enough to notice a spike
            post(now - i * (long) STEP_MILLIS, normal(i));
        }
    }

    @AfterAll
    static void stop() {
        chromium.close();
        radar.close();
    }

    @Test
    void openedPage_isLiveAndBreaksNoRule() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            List<String> complaints = complaints(page);

            page.navigate(radar.address().toString());
            assertLive(page);
            assertThat(page.getByTestId("device-item").first()).isVisible(soon());
            assertThat(page.getByTestId("row-strip").first()).isVisible(soon());
            select(page, DEVICE);

            assertThat(card(page)).isVisible(soon());
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void deepLink_opensExactlyThis() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            List<String> complaints = complaints(page);

            page.navigate(at("/devices/" + DEVICE + "/" + METRIC + "?range=1h"));

            assertThat(page.getByTestId("device-name")).hasText(DEVICE);
            assertThat(card(page)).hasClass("metric metric-large");
            assertThat(page.getByTestId("range-1h")).hasAttribute("aria-pressed", "true");
            assertThat(page.locator("[data-testid=device-item][aria-current=page]"))
                    .hasAttribute("data-device", DEVICE);
            assertThat(card(page).getByTestId("current-value")).isVisible(soon());
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void backAndForward_retraceEveryStep() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(radar.address().toString());
            assertLive(page);
            select(page, DEVICE);
            page.getByTestId("range-1m").click();
            page.getByTestId("nav-anomalies").click();
            page.getByTestId("state-open").click();
            assertThat(page).hasURL(at("/anomalies?state=open"));

            page.goBack();
            assertThat(page).hasURL(at("/anomalies"));
            page.goBack();
            assertThat(page.getByTestId("range-1m")).hasAttribute("aria-pressed", "true");
            page.goBack();
            assertThat(page).hasURL(at("/devices/" + DEVICE));
            assertThat(page.getByTestId("range-5m")).hasAttribute("aria-pressed", "true");
            page.goBack();
            assertThat(page.getByTestId("device-name")).hasCount(0);
            page.goForward();

            assertThat(page.getByTestId("device-name")).hasText(DEVICE);
        }
    }

    @Test
    void addressWithoutAView_saysWhereToGo() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();

            page.navigate(at("/no-such-view"));

            assertThat(page.getByTestId("not-found")).containsText("/no-such-view");
            page.getByTestId("not-found").locator("a[href='/system']").click();
            assertThat(page.getByTestId("part-pipeline")).isVisible(soon());
        }
    }

    @Test
    void unknownDevice_saysWhatToDo() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();

            page.navigate(at("/devices/nobody.example"));

            assertThat(page.getByTestId("device-unknown")).containsText("send data");
        }
    }

    @Test
    void twoDevices_bothLiveOverOneConnection() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            List<String> connections = new ArrayList<>();
            page.onWebSocket(socket -> connections.add(socket.url()));
            post(System.currentTimeMillis(), 50.5);
            postWell(System.currentTimeMillis(), 20.5);
            page.navigate(at("/devices/" + DEVICE));
            assertLive(page);
            Locator value = page.getByTestId("current-value").first();

            post(System.currentTimeMillis(), 51.25);
            assertThat(value).containsText("51.25", new ContainsTextOptions().setTimeout(PATIENCE));
            select(page, WELL);
            postWell(System.currentTimeMillis(), 21.75);
            assertThat(value).containsText("21.75", new ContainsTextOptions().setTimeout(PATIENCE));
            page.goBack();
            post(System.currentTimeMillis(), 49.5);
            assertThat(value).containsText("49.5", new ContainsTextOptions().setTimeout(PATIENCE));

            assertThat(connections).hasSize(1);
        }
    }

    @Test
    void zoom_isInTheAddressAndAsksForAFinerHistory() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            List<String> asked = new ArrayList<>();
            page.onRequest(request -> {
                if (request.url().contains("/series/history")) {
                    asked.add(request.url());
                }
            });
            page.navigate(at("/devices/" + DEVICE + "/" + METRIC + "?range=1h"));
            page.waitForCondition(() -> !asked.isEmpty());
            int before = asked.size();

            page.keyboard().press("+");
            assertThat(page).hasURL(Pattern.compile(".*from=\\d+&to=\\d+"));
            page.waitForCondition(() -> asked.size() > before);

            assertThat(asked).allSatisfy(url -> assertThat(url).contains("points=1024"));
            assertThat(from(asked.get(asked.size() - 1))).isGreaterThan(from(asked.get(0)));
            page.reload();
            assertThat(page.getByTestId("back-to-live")).isVisible(soon());
            page.keyboard().press("l");
            assertThat(page.getByTestId("range-1h")).hasAttribute("aria-pressed", "true");
            assertThat(page.getByTestId("back-to-live")).hasCount(0);
        }
    }

    @Test
    void nameWithASlashAndAnEscape_opensItsView_alsoAfterAReload() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            send("{\"device\":\"evil fdp/%2F\",\"metrics\":{\"x\":1}}");
            page.navigate(at("/?q=evil"));

            page.locator("[data-testid=device-item][data-device^=evil]")
                    .click(new Locator.ClickOptions().setTimeout(PATIENCE));

            assertThat(page.getByTestId("device-name")).hasText("evil fdp/%2F");
            assertThat(page.getByTestId("device-name").locator("bdi")).isVisible();
            assertThat(page.getByTestId("current-value").first()).isVisible(soon());
            page.reload();
            assertThat(page.getByTestId("current-value").first()).isVisible(soon());
        }
    }

    @Test
    void coloursAndLanguage_followTheSystemUntilChosenAndAreKept() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(at("/system"));
            assertThat(page.locator("html")).hasCSS("color-scheme", "light dark");
            assertThat(page.locator(".top")).hasCSS("background-color", DARK_PANEL);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            assertThat(page.locator(".top")).hasCSS("background-color", LIGHT_PANEL);

            page.getByTestId("preferences").click();
            page.getByTestId("theme-dark").click();
            page.getByTestId("language-de").click();
            page.reload();

            assertThat(page.locator(".top")).hasCSS("background-color", DARK_PANEL);
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            assertThat(page.getByTestId("nav-anomalies")).containsText("Anomalien");
        }
    }

    @Test
    void questionInSql_isAnswered_andAWrongOneSaysWhere() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(at("/query?span=all"));

            page.getByTestId("query-sql")
                    .fill("SELECT metric, count(*) AS n FROM samples WHERE device = '" + DEVICE + "' AND metric = '"
                            + METRIC + "' GROUP BY 1");
            page.keyboard().press("Control+Enter");
            assertThat(page.getByTestId("query-table").locator("tbody td").first())
                    .containsText(METRIC, new ContainsTextOptions().setTimeout(60_000));
            page.getByTestId("query-sql").fill("SELECT\n  metricks FROM samples");
            page.getByTestId("query-run").click();
            assertThat(page.getByTestId("query-error")).containsText("line 2, column 3");
        }
    }

    @Test
    void keyboard_reachesEverything() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(radar.address().toString());
            assertThat(page.getByTestId("device-item").first()).isVisible(soon());

            page.keyboard().press("?");
            assertThat(page.getByTestId("help-dialog")).containsText("Search devices");
            page.keyboard().press("Escape");
            page.keyboard().press("/");
            page.keyboard().type(DEVICE);
            assertThat(page).hasURL(at("/?q=" + DEVICE));
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(page.getByTestId("device-name")).hasText(DEVICE);
            page.keyboard().press("g");
            page.keyboard().press("s");
            assertThat(page).hasURL(at("/system"));
            page.keyboard().press("/");

            assertThat(page.getByTestId("device-search")).isFocused();
        }
    }

    @Test
    void everyView_breaksNoRuleOfAccessibility() {
        for (ColorScheme colours : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            try (BrowserContext context = chromium.window(1440, 900)) {
                Page page = context.newPage();
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
                for (String path : VIEWS) {
                    page.navigate(at(path));
                    assertLive(page);
                    page.waitForLoadState(LoadState.NETWORKIDLE);
                    assertThat(page.locator("main h1").first()).isVisible(soon()); // the view's own file is here

                    assertThat(Axe.violations(page)).as(path + " " + colours).isEmpty();
                }
            }
        }
    }

    @Test
    void values_moveAsTheyArrive() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(radar.address().toString());
            assertLive(page);
            select(page, DEVICE);
            Locator value = card(page).getByTestId("current-value");

            post(System.currentTimeMillis(), 50.25);
            assertThat(value).containsText("50.25", new ContainsTextOptions().setTimeout(PATIENCE));
            post(System.currentTimeMillis(), 49.75);

            assertThat(value).containsText("49.75", new ContainsTextOptions().setTimeout(PATIENCE));
        }
    }

    @Test
    void history_isAskedForFromTheFirstSampleHoweverLateItIsKnown() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            List<String> asked = new ArrayList<>();
            page.onRequest(request -> {
                if (request.url().contains("metric=flow")) {
                    asked.add(request.url());
                }
            });
            page.route("**/api/v1/devices/" + WELL, route -> {
                page.waitForTimeout(1_000); // by then the newest samples are here, over the live connection
                route.resume();
            });
            long first = System.currentTimeMillis() - 400L * STEP_MILLIS;
            for (int i = 0; i < 400; i++) {
                postWell(first + i * (long) STEP_MILLIS, normal(i));
            }
            page.navigate(radar.address().toString());
            assertLive(page);

            select(page, WELL);

            assertThat(page.getByTestId("current-value").first()).isVisible(soon());
            page.waitForCondition(() -> !asked.isEmpty());
            page.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(asked).allSatisfy(url -> assertThat(from(url)).isLessThanOrEqualTo(first));
        }
    }

    @Test
    void spikeOfFiveSamples_showsInTheFeedSoonAfterItsThird() throws Exception {
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(radar.address().toString());
            assertLive(page);
            select(page, DEVICE);
            page.evaluate(NOTE_FIRST_ANOMALY, DEVICE);
            List<Long> acknowledged = new ArrayList<>();

            var spike = sender.scheduleAtFixedRate(
                    () -> {
                        if (acknowledged.size() < 5) {
                            post(System.currentTimeMillis(), 90);
                            acknowledged.add(System.currentTimeMillis());
                        }
                    },
                    0,
                    STEP_MILLIS,
                    TimeUnit.MILLISECONDS);
            Locator anomaly = page.getByTestId("anomaly-item")
                    .filter(new Locator.FilterOptions().setHasText(DEVICE))
                    .first();
            assertThat(anomaly).isVisible(soon());
            sender.schedule(() -> spike.cancel(false), 5L * STEP_MILLIS, TimeUnit.MILLISECONDS)
                    .get();

            long shown = ((Number) page.evaluate("() => window.firstAnomalyMillis")).longValue();
            System.out.printf(
                    "The anomaly was on the page %d ms after the third sample of its spike was acknowledged.%n",
                    shown - acknowledged.get(2));
            // five minutes of samples support no more (ADR 36)
            assertThat(anomaly)
                    .hasAttribute("data-severity", "WARNING", new HasAttributeOptions().setTimeout(PATIENCE));
            assertThat(anomaly).containsText(METRIC);
            shoot(page, "spike-1440.png");
        } finally {
            sender.shutdownNow();
        }
    }

    @Test
    void chart_isComparedWithAnHourEarlier_andListsWhatMovedTogether() {
        long now = System.currentTimeMillis();
        send(IntStream.rangeClosed(-240, 0)
                .mapToObj(i -> "{\"device\":\"twin\",\"ts\":%d,\"metrics\":{\"up\":%s,\"down\":%s}}"
                        .formatted(now + i * 30_000L, 20 + Math.sin(i / 9.0), 7 - Math.sin(i / 9.0)))
                .collect(Collectors.joining(",", "[", "]")));
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            List<String> complaints = complaints(page);
            List<String> asked = new ArrayList<>();
            page.onRequest(request -> {
                if (request.url().contains("/series/history") && request.url().contains("metric=up")) {
                    asked.add(request.url());
                }
            });
            page.navigate(at("/devices/twin/up?range=1h"));
            assertThat(page.getByTestId("current-value").first()).isVisible(soon());

            page.getByTestId("compare").selectOption("1h");
            assertThat(page).hasURL(Pattern.compile(".*compare=1h.*"));
            page.waitForCondition(() -> asked.stream().anyMatch(url -> from(url) < now - 5_400_000L));
            page.getByTestId("related-toggle").click();
            Locator related = page.getByTestId("related-series");
            assertThat(related.first()).containsText("down", new ContainsTextOptions().setTimeout(PATIENCE));
            assertThat(related.first()).containsText("−1.00");
            page.getByTestId("quality").locator("summary").click();
            Locator distribution = page.getByTestId("distribution");
            assertThat(distribution).containsText("now 20", new ContainsTextOptions().setTimeout(PATIENCE));
            assertThat(distribution.locator("rect")).not().hasCount(0);
            shoot(page, "compared");
            page.locator("[data-testid=related-series] a").first().click();

            assertThat(page).hasURL(Pattern.compile(".*/devices/twin/down\\?from=.*"));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void metricsThatMoveTogether_openAnAnomalyOfTheDeviceWithTheMetricsThatContributeMost() {
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(radar.address().toString());
            assertLive(page);
            long now = System.currentTimeMillis();

            for (int i = 400; i > 0; i--) {
                postPlant(now - i * (long) STEP_MILLIS, i, i <= 60 ? 12 : 0);
            }
            Locator anomaly = page.getByTestId("anomaly-item")
                    .filter(new Locator.FilterOptions().setHasText(PLANT))
                    .filter(new Locator.FilterOptions().setHasText("all metrics together"))
                    .first();
            assertThat(anomaly).isVisible(soon());
            assertThat(anomaly).containsText("most of all pressure");
            anomaly.click();

            assertThat(page.getByTestId("device-name")).hasText(PLANT);
            assertThat(page.getByTestId("contributions").locator("li").first()).containsText("pressure");
            assertThat(page.locator("[data-testid=metric-card][data-metric=pressure]"))
                    .isVisible(soon());
            shoot(page, "device-anomaly-1440.png");
        }
    }

    @Test
    void everyView_fitsAPhoneADeskAndAWall() {
        for (int[] size : new int[][] {{360, 740}, {390, 844}, {1440, 900}, {3840, 2160}}) {
            try (BrowserContext context = chromium.window(size[0], size[1])) {
                Page page = context.newPage();
                List<String> complaints = complaints(page);
                for (String path : VIEWS) {
                    page.navigate(at(path));
                    assertLive(page);

                    shoot(page, "page" + path.replace('/', '-') + "-" + size[0] + ".png");

                    int overflow = ((Number)
                                    page.evaluate(
                                            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                            .intValue();
                    assertThat(overflow)
                            .as("pixels beyond the right edge of %s at %s", path, size[0])
                            .isZero();
                }
                assertThat(complaints).isEmpty();
            }
        }
    }

    /** The browser's complaints about the page: errors, and violations of its content security policy. */
    private static List<String> complaints(Page page) {
        List<String> complaints = new ArrayList<>();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // Chromium's own words about a machine without a graphics card: WebGL 2 is drawn by its software
            boolean noGpu = message.text().equals("No available adapters.")
                    || message.text().contains("GPU stall due to ReadPixels");
            if (!noGpu && (message.type().equals("error") || message.type().equals("warning"))) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400) {
                complaints.add(response.status() + " for " + response.url());
            }
        });
        return complaints;
    }

    private static String at(String path) {
        return radar.address().resolve(path).toString();
    }

    private static void assertLive(Page page) {
        assertThat(page.getByTestId("connection-state"))
                .hasAttribute("data-state", "live", new HasAttributeOptions().setTimeout(PATIENCE));
    }

    private static void select(Page page, String device) {
        page.locator("[data-testid=device-item][data-device='" + device + "']").click();
        assertThat(page.getByTestId("device-name")).hasText(device);
    }

    private static Locator card(Page page) {
        return page.locator("[data-testid=metric-card][data-metric='" + METRIC + "']");
    }

    private static IsVisibleOptions soon() {
        return new IsVisibleOptions().setTimeout(PATIENCE);
    }

    /** Takes a screenshot once the data that the page requested has arrived and is drawn. */
    private static void shoot(Page page, String name) {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)));
    }

    private static double normal(int i) {
        return 50 + 0.5 * Math.sin(i);
    }

    /** The query parameter {@code from}, in milliseconds. */
    private static long from(String url) {
        return Long.parseLong(url.replaceFirst(".*[?&]from=(\\d+).*", "$1"));
    }

    private static void postWell(long timestampMillis, double value) {
        send("{\"device\":\"" + WELL + "\",\"ts\":" + timestampMillis + ",\"metrics\":{\"flow\":" + value + "}}");
    }

    /** Three metrics with independent noise; the pressure {@code above} its level. */
    private static void postPlant(long timestampMillis, int i, double above) {
        Random random = new Random(i);
        String metrics = "{\"flow\":" + (20 + random.nextGaussian()) + ",\"pressure\":"
                + (3 + above + random.nextGaussian()) + ",\"level\":" + (50 + random.nextGaussian()) + "}";
        send("{\"device\":\"" + PLANT + "\",\"ts\":" + timestampMillis + ",\"metrics\":" + metrics + "}");
    }

    private static void post(long timestampMillis, double value) {
        send("{\"device\":\"" + DEVICE + "\",\"ts\":" + timestampMillis + ",\"metrics\":{\"" + METRIC + "\":" + value
                + "},\"attributes\":{\"type\":\"pump\",\"site\":\"north\"}}");
    }

    private static void send(String frame) {
        assertThat(api.post(frame).status()).isEqualTo(202);
    }
}
