package io.anomalyradar.app.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The palette, a wall, and a page whose server is gone: by keyboard, by address, and after a reload. */
class OfflineIT {
    private static final double PATIENCE = 120_000;

    @Test
    void paletteAndKiosk_leadThroughTheViews_andTheLastStateIsShownWithoutAServer(@TempDir Path home) {
        try (RadarProcess radar = RadarProcess.in(home).with("host.telemetry.enabled", "false");
                Chromium chromium = Chromium.open();
                BrowserContext context = chromium.window(1200, 800)) {
            radar.start();
            radar.awaitReady();
            RadarApi api = new RadarApi(radar.address());
            assertThat(api.post("{\"device\":\"pump-7\",\"metrics\":{\"load\":1}}")
                            .status())
                    .isEqualTo(202);
            Page page = context.newPage();
            page.navigate(radar.address().toString());
            assertThat(page.getByTestId("device-item")).isVisible(soon());

            page.keyboard().press("Control+k");
            assertThat(page.getByTestId("palette")).isVisible();
            page.keyboard().type("ump");
            assertThat(page.getByTestId("palette-target").last())
                    .containsText("pump-7", new ContainsTextOptions().setTimeout(PATIENCE));
            page.keyboard().press("ArrowUp"); // round to the last, which is the device
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile(".*/devices/pump-7"));

            page.navigate(radar.address().resolve("/?kiosk=/heatmap&every=600").toString());
            page.waitForURL(Pattern.compile(".*/heatmap"));
            assertThat(page.locator(".nav")).isHidden();
            assertThat(page.locator("h1")).hasText("Heat map");
            assertThat(Axe.violations(page)).isEmpty();

            page.navigate(radar.address().toString());
            assertThat(page.getByTestId("device-item")).isVisible(soon());
            page.evaluate("() => navigator.serviceWorker.ready");
            page.reload(); // controlled by the service worker from here on
            assertThat(page.getByTestId("connection-state"))
                    .hasAttribute("data-state", "live", new HasAttributeOptions().setTimeout(PATIENCE));
            assertThat(page.getByTestId("device-item")).isVisible(soon());
            page.waitForFunction(
                    "async () => (await (await caches.open('state')).keys()).some(key => key.url.includes('/devices'))");

            radar.kill();
            page.reload();

            assertThat(page.getByTestId("device-item")).hasAttribute("data-device", "pump-7", attributeSoon());
            assertThat(page.getByTestId("kept-notice")).isVisible(soon());
        }
    }

    private static IsVisibleOptions soon() {
        return new IsVisibleOptions().setTimeout(PATIENCE);
    }

    private static HasAttributeOptions attributeSoon() {
        return new HasAttributeOptions().setTimeout(PATIENCE);
    }
}
