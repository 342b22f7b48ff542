package io.anomalyradar.app.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes the README's picture: this machine's own telemetry and the simulated fleet, a few minutes after the start. Not
 * a test; run its {@code main} when the page has changed.
 */
final class PagePicture {
    private static final Path TARGET = RadarProcess.root().resolve("docs/images/page.png");
    private static final int MINUTES = 3;

    private PagePicture() {}

    /** Takes the picture of the device named by the first argument; without one, of the first of the list. */
    public static void main(String... arguments) throws Exception {
        Path home = Files.createTempDirectory("picture");
        try (RadarProcess radar = RadarProcess.in(home);
                Chromium chromium = Chromium.open()) {
            radar.start("--demo");
            radar.awaitReady();
            new CountDownLatch(1).await(MINUTES, TimeUnit.MINUTES);
            try (BrowserContext context = chromium.window(1440, 900)) {
                Page page = context.newPage();
                page.navigate(radar.address().toString());
                String wanted = arguments.length > 0 ? "[data-device='" + arguments[0] + "']" : "";
                page.locator("[data-testid=device-item]" + wanted).first().click();
                page.waitForTimeout(10_000);
                page.screenshot(new Page.ScreenshotOptions().setPath(TARGET));
            }
        }
    }
}
