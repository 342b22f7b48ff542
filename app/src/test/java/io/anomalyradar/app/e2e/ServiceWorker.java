package io.anomalyradar.app.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.net.URI;

/** The page's service worker, as the browser and the person reach it: by a pushed message and by a tap. */
final class ServiceWorker {
    private final Page page;
    private final CDPSession session;
    private final JsonArray registrations = new JsonArray();
    private final CDPSession browser;

    private ServiceWorker(Page page) {
        this.page = page;
        session = page.context().newCDPSession(page);
        browser = page.context().browser().newBrowserCDPSession();
    }

    static ServiceWorker of(Page page) {
        page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)");
        ServiceWorker worker = new ServiceWorker(page);
        worker.session.on(
                "ServiceWorker.workerRegistrationUpdated",
                event -> worker.registrations.addAll(event.getAsJsonArray("registrations")));
        worker.session.send("ServiceWorker.enable");
        page.waitForCondition(() -> !worker.registrations.isEmpty());
        return worker;
    }

    /** Delivers a message, as the service of the browser's vendor does. */
    void push(String message) {
        String id = registrations.get(0).getAsJsonObject().get("registrationId").getAsString();
        URI address = URI.create(page.url());
        JsonObject delivery = new JsonObject();
        delivery.addProperty("origin", address.getScheme() + "://" + address.getAuthority());
        delivery.addProperty("registrationId", id);
        delivery.addProperty("data", message);
        session.send("ServiceWorker.deliverPushMessage", delivery);
    }

    /** Titles and texts of the notifications that are shown. */
    String shown() {
        return String.valueOf(
                page.evaluate(
                        """
                async () => {
                  const { getNotifications } = await navigator.serviceWorker.ready.then((ready) => ({
                    getNotifications: () => ready.getNotifications() }));
                  return (await getNotifications()).map(({ title, body }) => title + ' ' + body).join('; ');
                }"""));
    }

    /** Taps the button {@code action} of the newest notification. */
    void tap(String action) {
        JsonArray targets = browser.send("Target.getTargets").getAsJsonArray("targetInfos");
        for (JsonElement each : targets) {
            JsonObject target = each.getAsJsonObject();
            if (target.get("type").getAsString().equals("service_worker")) {
                JsonObject attach = new JsonObject();
                attach.add("targetId", target.get("targetId"));
                attach.addProperty("flatten", false);
                JsonElement attached =
                        browser.send("Target.attachToTarget", attach).get("sessionId");
                JsonObject message = new JsonObject();
                message.add("sessionId", attached);
                message.addProperty(
                        "message",
                        evaluation(
                                """
                        self.registration.getNotifications().then((shown) => self.dispatchEvent(
                          new NotificationEvent('notificationclick', { notification: shown.at(-1), action: '%s' })))"""
                                        .formatted(action)));
                browser.send("Target.sendMessageToTarget", message);
                return;
            }
        }
        throw new AssertionError("no service worker runs: " + targets);
    }

    private static String evaluation(String expression) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("expression", expression);
        JsonObject command = new JsonObject();
        command.addProperty("id", 1);
        command.addProperty("method", "Runtime.evaluate");
        command.add("params", parameters);
        return command.toString();
    }
}
