package io.anomalyradar.app.e2e;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page's service worker, as the browser and the person reach it: by a pushed message and by a tap. */
final class ServiceWorker {
    /** Is kept when the worker has done what the next event asks for. The browser itself refuses events of a script. */
    private static final String NEXT_EVENT_IS_DONE =
            """
            new Promise((done, failed) => {
              const { waitUntil } = ExtendableEvent.prototype;
              ExtendableEvent.prototype.waitUntil = function (work) {
                ExtendableEvent.prototype.waitUntil = waitUntil;
                work.then(done, failed);
                if (this.isTrusted) waitUntil.call(this, work);
              };
            })""";

    private final Page page;
    private final String origin;
    private final CDPSession session;
    private final CDPSession browser;
    private final Set<Integer> answered = new HashSet<>();
    private @Nullable String registration;
    private @Nullable JsonElement worker;
    private int sent;

    private ServiceWorker(Page page) {
        this.page = page;
        URI address = URI.create(page.url());
        origin = address.getScheme() + "://" + address.getAuthority();
        session = page.context().newCDPSession(page);
        browser = page.context().browser().newBrowserCDPSession();
        session.on("ServiceWorker.workerRegistrationUpdated", this::registered);
        browser.on("Target.receivedMessageFromTarget", this::answered);
    }

    static ServiceWorker of(Page page) {
        page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)");
        ServiceWorker worker = new ServiceWorker(page);
        worker.attach();
        return worker;
    }

    /** Delivers a message, as the service of the browser's vendor does, and waits until it is shown. */
    void push(String message) {
        int shown = evaluate(NEXT_EVENT_IS_DONE);
        JsonObject delivery = new JsonObject();
        delivery.addProperty("origin", origin);
        delivery.addProperty("registrationId", registration);
        delivery.addProperty("data", message);
        session.send("ServiceWorker.deliverPushMessage", delivery);
        await(shown);
    }

    /** Titles and texts of the notifications that are shown. Asked while one is being shown, Chromium may drop it. */
    String shown() {
        return String.valueOf(
                page.evaluate(
                        """
                async () => {
                  const shown = await (await navigator.serviceWorker.ready).getNotifications();
                  return shown.map(({ title, body }) => title + ' ' + body).join('; ');
                }"""));
    }

    /** Taps the button {@code action} of the newest notification, and waits until that has had its effect. */
    void tap(String action) {
        int done = evaluate(NEXT_EVENT_IS_DONE);
        evaluate(
                """
                self.registration.getNotifications().then((shown) => self.dispatchEvent(
                  new NotificationEvent('notificationclick', { notification: shown.at(-1), action: '%s' })))"""
                        .formatted(action));
        await(done);
    }

    /** A worker that is attached to is not stopped when it is idle. */
    private void attach() {
        session.send("ServiceWorker.enable");
        page.waitForCondition(() -> registration != null);
        JsonObject scope = new JsonObject();
        scope.addProperty("scopeURL", origin + "/");
        session.send("ServiceWorker.startWorker", scope);
        page.waitForCondition(() -> findTarget() != null);
        JsonObject attach = new JsonObject();
        attach.add("targetId", findTarget());
        attach.addProperty("flatten", false);
        worker = browser.send("Target.attachToTarget", attach).get("sessionId");
    }

    /** Of this window's profile: workers of windows that were closed go on for a while. */
    private @Nullable JsonElement findTarget() {
        JsonElement profile = session.send("Target.getTargetInfo")
                .getAsJsonObject("targetInfo")
                .get("browserContextId");
        for (JsonElement each : browser.send("Target.getTargets").getAsJsonArray("targetInfos")) {
            JsonObject target = each.getAsJsonObject();
            if (target.get("type").getAsString().equals("service_worker")
                    && target.get("browserContextId").equals(profile)) return target.get("targetId");
        }
        return null;
    }

    private void registered(JsonObject event) {
        for (JsonElement each : event.getAsJsonArray("registrations")) {
            JsonObject of = each.getAsJsonObject();
            if (of.get("scopeURL").getAsString().equals(origin + "/"))
                registration = of.get("registrationId").getAsString();
        }
    }

    private void answered(JsonObject event) {
        JsonObject answer =
                JsonParser.parseString(event.get("message").getAsString()).getAsJsonObject();
        if (!answer.has("id")) return;
        if (answer.has("error") || answer.getAsJsonObject("result").has("exceptionDetails"))
            throw new AssertionError("in the service worker: " + answer);
        answered.add(answer.get("id").getAsInt());
    }

    private int evaluate(String expression) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("expression", expression);
        parameters.addProperty("awaitPromise", true);
        JsonObject command = new JsonObject();
        command.addProperty("id", ++sent);
        command.addProperty("method", "Runtime.evaluate");
        command.add("params", parameters);
        JsonObject message = new JsonObject();
        message.add("sessionId", worker);
        message.addProperty("message", command.toString());
        browser.send("Target.sendMessageToTarget", message);
        return sent;
    }

    private void await(int evaluation) {
        page.waitForCondition(() -> answered.contains(evaluation));
    }
}
