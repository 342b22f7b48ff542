package io.anomalyradar.benchmarks.measurement;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.anomalyradar.benchmarks.load.FrameSender;
import io.anomalyradar.benchmarks.load.LoadFleet;
import io.anomalyradar.benchmarks.load.PacedLoop;
import io.anomalyradar.benchmarks.report.Aim;
import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.benchmarks.stack.Checkout;
import io.anomalyradar.benchmarks.stack.RadarProcess;
import io.anomalyradar.wasm.ChromiumWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page in a browser on the same machine: how much it loads, when it can be used, and how it bears a large fleet. */
public final class PageSpeed implements Measurement {
    private static final int LISTED = 20_000;
    private static final int LIVE = 5_000;
    private static final double FRAMES_PER_DEVICE = 2;
    private static final int LONGEST_TASK_MILLIS = 50;
    private static final double PATIENCE = 120_000;
    private static final String FIRST_DEVICE = "[data-testid=device-item]";

    /** Bytes of scripts as they came over the wire. */
    private static final String SCRIPT_BYTES = "() => performance.getEntriesByType('resource')"
            + ".filter(({ name }) => new URL(name).pathname.endsWith('.js'))"
            + ".reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)";

    private static final String OBSERVE_LONG_TASKS = "() => { window.longTasks = [];"
            + " new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => longTasks.push(duration)))"
            + ".observe({ type: 'longtask' }); }";

    private final Checkout checkout;
    private final List<Row> rows = new ArrayList<>();

    public PageSpeed(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        Duration live = effort == Effort.FULL ? Duration.ofMinutes(10) : Duration.ofSeconds(30);
        try (RadarProcess radar = RadarProcess.start(
                        checkout, Map.of("RADAR_HOST_TELEMETRY_ENABLED", "false", "RADAR_SERVER_MAX_SERIES", "50000"));
                FrameSender sender = new FrameSender(radar.bootstrapServers());
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(ChromiumWorker.executable())
                                .setArgs(List.of("--no-sandbox", "--enable-unsafe-swiftshader", "--no-first-run")))) {
            firstView(browser, radar, new LoadFleet(LIVE, 1, 3), sender, effort);
            live(browser, radar, new LoadFleet(LIVE, 1, 3), sender, live);
            list(browser, radar, new LoadFleet(LISTED, 1, 5), sender, effort);
            points(browser, radar, effort);
        }
        return new BenchmarkSection(
                "(l) The page",
                "Chromium without a graphics card on the machine that runs everything else. `radar up` in a process of its"
                        + " own; load from this process over Kafka. First view: a new browser profile opens `/` with "
                        + LIVE
                        + " devices, until the list shows a device. Live: the fleet's view for "
                        + live.toSeconds()
                        + " s while each of "
                        + LIVE
                        + " devices sends twice a second; memory after a garbage collection. Search: from the last key"
                        + " until the list shows the one match. Points: `/radar?simulated=100000`; our code in a frame is"
                        + " all but the drawing itself.",
                rows,
                List.of(
                        "The search waits 200 ms after the last key, which is part of the figure.",
                        "Without a graphics card the drawing competes with the rest for the processor, so frames a second are"
                                + " not reported."));
    }

    private void firstView(Browser browser, RadarProcess radar, LoadFleet fleet, FrameSender sender, Effort effort)
            throws Exception {
        announce(fleet, sender);
        int runs = effort.repeats();
        double[] kilobytes = new double[runs];
        double[] seconds = new double[runs];
        for (int run = 0; run < runs; run++) {
            try (BrowserContext profile = browser.newContext();
                    Page page = profile.newPage()) {
                long start = System.nanoTime();
                page.navigate(radar.page().toString());
                page.waitForSelector(FIRST_DEVICE, new Page.WaitForSelectorOptions().setTimeout(PATIENCE));
                page.getByTestId("device-search").focus();
                seconds[run] = (System.nanoTime() - start) / 1e9;
                kilobytes[run] = ((Number) page.evaluate(SCRIPT_BYTES)).doubleValue() / 1_000;
            }
        }
        rows.add(new Row(
                "scripts of the first view, compressed, kB", Spread.of(kilobytes), Unit.RATIO, Aim.atMost(250)));
        rows.add(new Row("first view can be used", Spread.of(seconds), Unit.SECONDS, Aim.atMost(1.5)));
    }

    private void live(Browser browser, RadarProcess radar, LoadFleet fleet, FrameSender sender, Duration time)
            throws Exception {
        try (BrowserContext profile = browser.newContext();
                Page page = profile.newPage();
                PacedLoop load = new PacedLoop(fleet, sender, LIVE * FRAMES_PER_DEVICE, (device, at) -> {})) {
            page.navigate(radar.page().toString());
            page.waitForSelector(FIRST_DEVICE, new Page.WaitForSelectorOptions().setTimeout(PATIENCE));
            CDPSession session = profile.newCDPSession(page);
            page.waitForTimeout(10_000); // what the first view creates once is not growth
            double before = heapMegabytes(session);
            page.evaluate(OBSERVE_LONG_TASKS);
            page.waitForTimeout((double) time.toMillis());
            List<?> tasks = (List<?>) page.evaluate("() => longTasks");
            double after = heapMegabytes(session);
            load.sent(); // throws if the load failed
            rows.add(new Row(
                    "live, heap of the page after ÷ before", Spread.of(after / before), Unit.RATIO, Aim.atMost(1.1)));
            rows.add(Row.of("live, heap of the page at the end", Spread.of(after), Unit.MEGABYTES));
            long tooLong = tasks.stream()
                    .filter(task -> ((Number) task).doubleValue() > LONGEST_TASK_MILLIS)
                    .count();
            rows.add(new Row(
                    "live, tasks of more than " + LONGEST_TASK_MILLIS + " ms a minute",
                    Spread.of(60.0 * tooLong / time.toSeconds()),
                    Unit.RATIO,
                    Aim.atMost(0)));
        }
    }

    private static double heapMegabytes(CDPSession session) {
        session.send("HeapProfiler.collectGarbage");
        return session.send("Runtime.getHeapUsage").get("usedSize").getAsDouble() / 1e6;
    }

    private void list(Browser browser, RadarProcess radar, LoadFleet fleet, FrameSender sender, Effort effort)
            throws Exception {
        announce(fleet, sender);
        double[] seconds = new double[effort.repeats()];
        try (BrowserContext profile = browser.newContext();
                Page page = profile.newPage()) {
            page.navigate(radar.page().toString());
            page.waitForSelector(FIRST_DEVICE, new Page.WaitForSelectorOptions().setTimeout(PATIENCE));
            Locator search = page.getByTestId("device-search");
            for (int run = 0; run < seconds.length; run++) {
                String wanted = fleet.devices()[LISTED - 1 - run];
                search.fill("");
                page.waitForTimeout(1_000);
                long start = System.nanoTime();
                search.fill(wanted);
                page.waitForCondition(
                        () -> page.locator(FIRST_DEVICE).count() == 1
                                && page.locator(FIRST_DEVICE)
                                        .first()
                                        .textContent()
                                        .contains(wanted),
                        new Page.WaitForConditionOptions().setTimeout(PATIENCE));
                seconds[run] = (System.nanoTime() - start) / 1e9;
            }
        }
        rows.add(Row.of("one of 20,000 devices is found", Spread.of(seconds), Unit.SECONDS));
    }

    private void points(Browser browser, RadarProcess radar, Effort effort) {
        double[] millis = new double[effort.repeats()];
        try (BrowserContext profile = browser.newContext();
                Page page = profile.newPage()) {
            page.navigate(radar.page().resolve("/radar?simulated=100000").toString());
            Locator plot = page.locator("[data-own-millis]");
            plot.waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
            for (int run = 0; run < millis.length; run++) {
                page.waitForTimeout(5_000);
                millis[run] = Double.parseDouble(String.valueOf(plot.getAttribute("data-own-millis")));
            }
        }
        rows.add(new Row(
                "radar of 100,000 points, our code in a frame", Spread.of(millis), Unit.MILLISECONDS, Aim.atMost(3)));
    }

    /** One frame of each device, and time for the job and the page's list to take it. */
    private static void announce(LoadFleet fleet, FrameSender sender) throws Exception {
        long now = System.currentTimeMillis();
        for (int device = 0; device < fleet.devices().length; device++) {
            sender.send(fleet.next(now));
        }
        sender.flush();
        Thread.sleep(10_000);
    }
}
