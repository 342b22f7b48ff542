package io.anomalyradar.app.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person and the inbox: in a real browser and on the command line, over a real stack. */
class InboxIT {
    private static final double PATIENCE = 60_000;
    private static final Path SCREENSHOTS = RadarProcess.root().resolve("app/target/screenshots");
    private static final String DEVICE = "inbox-1";
    private static final String METRIC = "temperature";
    private static final int STEP_MILLIS = 500;

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
    void alert_isAcknowledgedCommentedAndResolvedInTheInbox() {
        long now = System.currentTimeMillis();
        for (int i = 600; i > 0; i--) {
            post(now - i * (long) STEP_MILLIS, normal(i));
        }
        for (int i = 0; i < 5; i++) {
            post(now + i, 95);
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> radar.json("alerts", "list", "--device", DEVICE)
                                .path("items")
                                .size()
                        > 0);
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(at("/inbox"));
            Locator alert = page.getByTestId("alert")
                    .filter(new Locator.FilterOptions().setHasText(METRIC + " of " + DEVICE))
                    .first();
            assertThat(alert).isVisible(soon());
            assertThat(alert.getByTestId("acknowledge")).isDisabled(); // nobody has said who acts

            page.getByTestId("person").fill("ann");
            alert.getByTestId("acknowledge").click();
            assertThat(alert)
                    .hasAttribute("data-state", "ACKNOWLEDGED", new HasAttributeOptions().setTimeout(PATIENCE));
            alert.getByTestId("comment").fill("valve is being replaced");
            alert.getByTestId("comment").press("Enter");
            alert.locator("summary").click();
            assertThat(alert).containsText("by ann: valve is being replaced");
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("inbox-1440.png")));

            alert.getByTestId("resolve").click();
            assertThat(alert).isHidden(new IsHiddenOptions().setTimeout(PATIENCE));
            page.getByTestId("inbox-RESOLVED").click();
            assertThat(alert).isVisible(soon());

            String id = String.valueOf(alert.getAttribute("data-alert"));
            RadarProcess.Finished shown = radar.run("alerts", "show", id);
            assertThat(shown.output()).contains("RESOLVED  by ann", "COMMENTED  by ann  valve is being replaced");
            assertThat(radar.run("alerts", "ack", id).errors()).contains("the alert is resolved");
        }
    }

    private static IsVisibleOptions soon() {
        return new IsVisibleOptions().setTimeout(PATIENCE);
    }

    private static double normal(int i) {
        return 50 + (i * 7 % 11) / 10.0;
    }

    private static String at(String path) {
        URI page = radar.address().resolve(path);
        return page.toString();
    }

    private static void post(long timestampMillis, double value) {
        String frame = "{\"device\":\"" + DEVICE + "\",\"ts\":" + timestampMillis + ",\"metrics\":{\"" + METRIC + "\":"
                + value + "}}";
        assertThat(api.post(frame).status()).isEqualTo(202);
    }
}
