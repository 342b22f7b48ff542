package io.anomalyradar.app.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasValueOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import io.anomalyradar.app.recovery.WebhookReceiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
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

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private static RadarProcess radar;
    private static RadarApi api;
    private static Chromium chromium;
    private static WebhookReceiver receiver;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        receiver = new WebhookReceiver();
        radar = RadarProcess.in(home)
                .with("host.telemetry.enabled", "false")
                .with("alerts.webhook.url", receiver.address().toString());
        radar.start();
        radar.awaitReady();
        api = new RadarApi(radar.address());
        chromium = Chromium.open();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        radar.close();
        receiver.close();
    }

    @Test
    void alert_isAcknowledgedCommentedAndResolvedInTheInbox() throws IOException {
        makeLoneAlert(DEVICE);
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
            alert.locator("summary").first().click();
            assertThat(alert).containsText("by ann: valve is being replaced");
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("inbox-1440.png")));

            alert.getByTestId("resolve").click();
            assertThat(alert).isHidden(new IsHiddenOptions().setTimeout(PATIENCE));
            page.getByTestId("inbox-RESOLVED").click();
            assertThat(alert).isVisible(soon());

            String id = String.valueOf(alert.getAttribute("data-alert"));
            RadarProcess.Finished shown = radar.run("alerts", "show", id);
            assertThat(shown.output())
                    .contains(
                            "RESOLVED  by ann",
                            "COMMENTED  by ann  valve is being replaced",
                            "notification opened  webhook: delivered");
            assertThat(radar.run("alerts", "ack", id).errors()).contains("the alert is resolved");

            page.navigate(field(receiver.message(id + ":opened"), "link"));
            Locator view = page.getByTestId("alert-view");
            assertThat(view).hasAttribute("data-state", "RESOLVED", new HasAttributeOptions().setTimeout(PATIENCE));
            assertThat(view.getByTestId("notifications"))
                    .containsText("delivered", new ContainsTextOptions().setTimeout(PATIENCE));
            assertThat(view).containsText("by ann: valve is being replaced");
            assertThat(view.getByTestId("alert-chart").locator("canvas")).isVisible(soon());
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("alert-1440.png")));
        }
        nextAnomaly_remindsOfWhatWasDone();
    }

    private static void nextAnomaly_remindsOfWhatWasDone() {
        long now = System.currentTimeMillis();
        for (int i = 0; i < 60; i++) {
            post(DEVICE, now - 30_000 + i * (long) STEP_MILLIS, normal(i));
        }
        for (int i = 0; i < 5; i++) {
            post(DEVICE, now + i, 95);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> alertsOf(DEVICE).size() > 0);
        String anomaly = alertsOf(DEVICE).get(0).path("anomaly").path("id").asText();
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(at("/devices/" + DEVICE + "/" + METRIC + "?anomaly=" + anomaly));
            page.getByTestId("similar-anomalies")
                    .locator("summary")
                    .click(new Locator.ClickOptions().setTimeout(PATIENCE));
            assertThat(page.getByTestId("similar-anomaly").first())
                    .containsText("valve is being replaced", new ContainsTextOptions().setTimeout(PATIENCE));
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("similar-1440.png")));
        }
    }

    /** A device with a normal past and an alert, at a site of its own: alerts of one site become an incident. */
    private static void makeLoneAlert(String device) {
        assertThat(radar.run("devices", "set", device, "--parent", "site-of-" + device)
                        .exitCode())
                .isZero();
        makeAlert(device);
    }

    /** A device with a normal past and an alert. */
    private static void makeAlert(String device) {
        long now = System.currentTimeMillis();
        for (int i = 600; i > 0; i--) {
            post(device, now - i * (long) STEP_MILLIS, normal(i));
        }
        for (int i = 0; i < 5; i++) {
            post(device, now + i, 95);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> alertsOf(device).size() > 0);
    }

    private static String field(String message, String name) throws IOException {
        return new ObjectMapper().readTree(message).path(name).asText();
    }

    private static JsonNode alertsOf(String device) {
        return radar.json("alerts", "list", "--device", device).path("items");
    }

    @Test
    void linkInAMessage_acknowledgesOnce_byAButton() throws IOException {
        makeLoneAlert("linked-1");
        String id = alertsOf("linked-1").get(0).path("id").asText();
        await().atMost(Duration.ofMinutes(1)).until(() -> receiver.received().containsKey(id + ":opened"));
        String link = field(receiver.message(id + ":opened"), "acknowledge");
        try (BrowserContext context = chromium.window(390, 844)) {
            Page page = context.newPage();
            page.navigate(link);
            Locator button = page.getByTestId("acknowledge-now");
            assertThat(button).isVisible(soon());
            assertThat(alertsOf("linked-1").get(0).path("state").asText()).isEqualTo("FIRING");
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("acknowledge-390.png")));

            button.click();
            assertThat(page.getByTestId("acknowledged-by"))
                    .containsText("webhook (link in a message)", new ContainsTextOptions().setTimeout(PATIENCE));
            assertThat(button).isHidden();
        }
        assertThat(radar.run("alerts", "show", id).output()).contains("ACKNOWLEDGED  by webhook (link in a message)");

        assertThat(radar.run("alerts", "unack", id, "--by", "ann").exitCode()).isZero();
        RadarApi.Answer again = api.send(HttpRequest.newBuilder(radar.address()
                        .resolve("/api/v1/acknowledgements/" + link.substring(link.lastIndexOf('/') + 1)))
                .POST(BodyPublishers.noBody())
                .build());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().path("detail").asText()).contains("use the link of the newest message");
    }

    @Test
    void phoneIsNotified_andAcknowledgesWithOneTap() throws IOException {
        Path configuration = directory.resolve("push.json");
        ObjectNode document = (ObjectNode)
                new ObjectMapper().readTree(radar.run("config", "export").output());
        document.putArray("channels")
                .addObject()
                .put("id", "phones")
                .put("type", "web-push")
                .put("services", "127.0.0.1");
        Files.writeString(configuration, document.toString());
        assertThat(radar.run("config", "apply", configuration.toString()).exitCode())
                .isZero();
        try (PushedMessages service = new PushedMessages();
                BrowserContext phone = chromium.window(390, 844)) {
            phone.grantPermissions(List.of("notifications"));
            phone.addInitScript(service.subscribingScript());
            Page page = phone.newPage();
            page.navigate(at("/system"));
            Locator push = page.getByTestId("push-switch-phones");
            push.click(new Locator.ClickOptions().setTimeout(PATIENCE));
            assertThat(push).hasAttribute("aria-pressed", "true", new HasAttributeOptions().setTimeout(PATIENCE));
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("push-390.png")));

            makeLoneAlert("pushed-1");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !service.about("pushed-1").isEmpty());
            ServiceWorker worker = ServiceWorker.of(page);
            worker.push(service.about("pushed-1"));
            assertThat(worker.shown()).contains("pushed-1");
            worker.tap("acknowledge");
            assertThat(worker.shown()).contains("Acknowledged");
            JsonNode alert = alertsOf("pushed-1").get(0);
            assertThat(alert.path("state").asText()).isEqualTo("ACKNOWLEDGED");

            push.click();
            assertThat(push).hasAttribute("aria-pressed", "false", new HasAttributeOptions().setTimeout(PATIENCE));
            JsonNode left = api.get("/api/v1/channels/phones/subscriptions").body();
            assertThat(left.path("items")).isEmpty();
            page.reload();
            assertThat(page.getByTestId("audit"))
                    .containsText("unsubscribe", new ContainsTextOptions().setTimeout(PATIENCE));
        }
    }

    @Test
    void silence_nobodyIsNotified_thenOfWhatStillFires() {
        RadarProcess.Finished added =
                radar.run("silences", "add", "1h", "--device", "quiet-*", "--by", "ann", "--comment", "new seals");
        assertThat(added.output()).contains("ACTIVE", "by ann: new seals", "covers 0 devices");
        makeLoneAlert("quiet-1");
        makeLoneAlert("loud-1");
        String quiet = alertsOf("quiet-1").get(0).path("id").asText();
        String loud = alertsOf("loud-1").get(0).path("id").asText();
        await().atMost(Duration.ofMinutes(1)).until(() -> receiver.received().containsKey(loud + ":opened"));
        assertThat(receiver.received()).doesNotContainKey(quiet + ":opened");

        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(at("/inbox"));
            page.getByTestId("person").fill("bob");
            Locator alert = page.locator("[data-alert='" + loud + "']");
            alert.getByTestId("silence-alert").click();
            page.getByTestId("scope-device").check();
            assertThat(page.getByTestId("reach"))
                    .containsText("Devices covered: 1", new ContainsTextOptions().setTimeout(PATIENCE));
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("silence-1440.png")));
            page.getByTestId("silence-submit").click();
            assertThat(alert).containsText("silenced until", new ContainsTextOptions().setTimeout(PATIENCE));

            Locator first = page.getByTestId("silence").filter(new Locator.FilterOptions().setHasText("quiet-*"));
            first.getByTestId("end-silence").click();
            assertThat(first).isHidden(new IsHiddenOptions().setTimeout(PATIENCE));
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("silences-1440.png")));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> receiver.received().containsKey(quiet + ":opened"));
    }

    @Test
    void alertsOfASite_areOneIncident_thatIsNotifiedInTheirPlace() {
        int pumps = 6;
        for (int i = 0; i < pumps; i++) {
            assertThat(radar.run("devices", "set", "storm-" + i, "--parent", "site-b")
                            .exitCode())
                    .isZero();
        }
        for (int i = 0; i < pumps; i++) {
            makeAlert("storm-" + i);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> incidents().size() > 0);
        String id = incidents().get(0).path("id").asText();
        await().atMost(Duration.ofMinutes(1)).until(() -> receiver.received().containsKey(id + ":opened"));
        JsonNode shown = radar.json("incidents", "show", id);
        assertThat(shown.path("area").asText()).isEqualTo("device:site-b");
        String sixth = alertsOf("storm-5").get(0).path("id").asText();
        assertThat(receiver.received()).doesNotContainKey(sixth + ":opened");

        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(at("/inbox"));
            Locator incident = page.locator("[data-incident='" + id + "']");
            assertThat(incident).containsText("at site-b", new ContainsTextOptions().setTimeout(PATIENCE));
            assertThat(page.locator("[data-alert='" + sixth + "']")).hasCount(0);
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("incidents-1440.png")));

            incident.locator("a").first().click();
            Locator view = page.getByTestId("incident-view");
            assertThat(view.locator("[data-alert='" + sixth + "']")).isVisible(soon());
            assertThat(page.getByTestId("probable-cause"))
                    .hasAttribute("data-verdict", Pattern.compile("FOUND|INSUFFICIENT_EVIDENCE"));
            page.getByTestId("person").fill("ann");
            String member = alertsOf("storm-1").get(0).path("id").asText();
            page.getByTestId("regroup").locator("summary").click();
            page.getByTestId("regroup")
                    .locator("label")
                    .filter(new Locator.FilterOptions().setHasText("storm-1"))
                    .click();
            page.getByTestId("split").click();
            await().atMost(Duration.ofMinutes(1)).until(() -> incidents().size() == 2);
            assertThat(radar.run("incidents", "show", incidentOf(member)).output())
                    .contains("storm-1", "probable cause");
            view.getByTestId("acknowledge-incident").click();
            assertThat(view).hasAttribute("data-state", "ACKNOWLEDGED", new HasAttributeOptions().setTimeout(PATIENCE));
            assertThat(view).containsText("acknowledged by ann", new ContainsTextOptions().setTimeout(PATIENCE));
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("incident-1440.png")));
        }
        assertThat(radar.run("incidents", "resolve", id, "--by", "ann").output())
                .contains("RESOLVED");
        await().atMost(Duration.ofMinutes(1)).until(() -> receiver.received().containsKey(id + ":ended"));
    }

    /** The incident that lists the alert as its first. */
    private String incidentOf(String alert) {
        for (JsonNode incident : incidents()) {
            if (incident.path("lead").path("id").asText().equals(alert)) {
                return incident.path("id").asText();
            }
        }
        throw new AssertionError("no incident is led by " + alert);
    }

    @Test
    void rules_areTriedOnHistory_mistakesAreMarked_andTheNextVersionIsSaved() {
        makeLoneAlert("tried-1");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !api.anomalies("tried-1").isEmpty());
        try (BrowserContext context = chromium.window(1440, 900)) {
            Page page = context.newPage();
            page.navigate(at("/rules"));
            Locator content = page.getByTestId("rule-text");
            assertThat(content).hasValue(Pattern.compile("\"anomaly\""), new HasValueOptions().setTimeout(PATIENCE));

            content.fill("{\"rules\": [{\"id\": \"anomaly\", \"condition\": \"anomaly.actual > nine\"}]}");
            page.getByTestId("backtest").click();
            assertThat(page.getByTestId("rules-trouble"))
                    .containsText("undeclared reference to 'nine'", new ContainsTextOptions().setTimeout(PATIENCE));
            assertThat(content.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)"))
                    .isEqualTo("nine");

            content.fill("{\"rules\": [{\"id\": \"anomaly\", \"name\": \"Anomaly\", \"keepFiring\": \"6m\"}]}");
            page.getByTestId("backtest").click();
            assertThat(page.getByTestId("backtest-result"))
                    .containsText("of tried-1", new ContainsTextOptions().setTimeout(PATIENCE));

            page.getByTestId("common-rule-part").locator("summary").click();
            page.getByTestId("rule-metric").fill(METRIC);
            page.getByTestId("rule-value").fill("94");
            page.getByTestId("rule-lasts").selectOption("0s");
            page.getByTestId("add-rule").click();
            page.getByTestId("backtest").click();
            assertThat(page.getByTestId("backtest-result"))
                    .containsText(METRIC + " above 94", new ContainsTextOptions().setTimeout(PATIENCE));
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("rules-1440.png")));
            page.getByTestId("save-rules").click();
            assertThat(page.getByTestId("rules-saved")).isVisible(soon());

            page.navigate(at("/machines"));
            assertThat(page.getByTestId("machine")).isVisible(soon());
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                post("tried-1", System.currentTimeMillis(), 95); // until the version is in force
                return page.getByTestId("machine-position").count() > 0;
            });
            assertThat(page.getByTestId("machine-position")).containsText("tried-1");
            page.getByTestId("state-beyond").click();
            assertThat(page.getByTestId("machine-position")).isVisible(soon());
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("machines-1440.png")));
        }
        assertThat(radar.run("config", "export").output()).contains("6m", "sample.value > 94.0");
    }

    private static JsonNode incidents() {
        return radar.json("incidents", "list").path("items");
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

    private static void post(String device, long timestampMillis, double value) {
        String frame = "{\"device\":\"" + device + "\",\"ts\":" + timestampMillis + ",\"metrics\":{\"" + METRIC + "\":"
                + value + "}}";
        assertThat(api.post(frame).status()).isEqualTo(202);
    }
}
