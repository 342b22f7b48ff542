package io.anomalyradar.notify.webpush;

import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.ChannelSettings;
import io.anomalyradar.notify.HttpSender;
import io.anomalyradar.notify.HttpSender.Exchange;
import io.anomalyradar.notify.HttpTarget;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.Outcome;
import io.anomalyradar.notify.UnusableChannelException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Notifies the browsers that have subscribed, all at once. A repeated attempt reaches those again that have the message
 * already: there it replaces the first one, because both carry the same key. Thread-safe.
 */
public final class WebPushChannel implements Channel {
    /** The most browsers of a channel: each is one request and one thread of an attempt. */
    public static final int MAX_SUBSCRIPTIONS = 50;

    /** How long a service keeps a message for a device that is off. */
    private static final String TTL_SECONDS = "86400";
    /** The bytes of a topic, by which a service drops an older message that it could not deliver yet. */
    private static final int MAX_TOPIC = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The browsers that are to be notified. */
    public interface Subscriptions {
        List<PushSubscription> all();

        /** Forgets a browser that no longer wants it, as its service says. */
        void remove(PushSubscription gone);
    }

    private final ChannelSettings settings;
    private final Subscriptions subscriptions;
    private final HttpSender sender;
    private final Clock clock;
    private final ExecutorService requests = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "web-push");
        thread.setDaemon(true);
        return thread;
    });

    public WebPushChannel(ChannelSettings settings, Subscriptions subscriptions, HttpSender sender, Clock clock) {
        this.settings = settings;
        this.subscriptions = subscriptions;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public String name() {
        return settings.id();
    }

    @Override
    public Outcome deliver(Notification notification) {
        List<PushSubscription> browsers = List.copyOf(subscriptions.all());
        if (browsers.isEmpty()) {
            return new Outcome.Refused("no browser is subscribed to the channel " + settings.id()
                    + ": open System on the page of the phone or computer that is to be notified, and switch it on");
        }
        try {
            VapidKey key = VapidKey.parse(settings.text("key"));
            String contact = settings.text("contact");
            byte[] message = PushMessage.of(notification);
            String topic = topic(notification);
            List<Future<Exchange>> running = new ArrayList<>();
            for (PushSubscription browser : browsers) {
                running.add(requests.submit(() -> send(message, browser, key, contact, topic)));
            }
            return outcome(browsers, running);
        } catch (UnusableChannelException unusable) {
            return new Outcome.Retryable(String.valueOf(unusable.getMessage()), null);
        }
    }

    private Exchange send(byte[] message, PushSubscription browser, VapidKey key, String contact, String topic) {
        byte[] salt = new byte[PushEncryption.SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] body = PushEncryption.encrypt(message, browser, P256.generate(), salt);
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/octet-stream",
                "Content-Encoding",
                "aes128gcm",
                "TTL",
                TTL_SECONDS,
                "Urgency",
                "high",
                "Topic",
                topic,
                "Authorization",
                key.authorization(browser.endpoint(), contact, clock.millis() / 1_000));
        HttpTarget target = new HttpTarget(browser.endpoint(), "the subscription", "the secret " + VapidKey.SECRET);
        return sender.exchange(target, headers, body);
    }

    /** Delivered when one browser has it and none failed in a way that another attempt may mend. */
    private Outcome outcome(List<PushSubscription> browsers, List<Future<Exchange>> running) {
        Outcome whole = new Outcome.Refused("every browser of the channel has ended its subscription");
        for (int i = 0; i < browsers.size(); i++) {
            try {
                Exchange exchange = running.get(i).get();
                if (exchange.isGone()) {
                    subscriptions.remove(browsers.get(i));
                } else {
                    whole = worse(whole, exchange.outcome());
                }
            } catch (ExecutionException failed) {
                whole = worse(whole, new Outcome.Retryable("a message could not be encrypted", null));
            } catch (InterruptedException stopped) {
                running.forEach(each -> each.cancel(true));
                Thread.currentThread().interrupt();
                return new Outcome.OutcomeUnknown("stopped before all services answered");
            }
        }
        return whole;
    }

    private static Outcome worse(Outcome one, Outcome other) {
        return rank(other) > rank(one) ? other : one;
    }

    private static int rank(Outcome outcome) {
        if (outcome instanceof Outcome.Refused) {
            return 0; // this browser's service does not take it; the others count
        }
        if (outcome instanceof Outcome.Delivered) {
            return 1;
        }
        return outcome instanceof Outcome.OutcomeUnknown ? 2 : 3;
    }

    private static String topic(Notification notification) {
        String subject = notification.notice().subject().replaceAll("[^A-Za-z0-9_-]", "_");
        return subject.substring(0, Math.min(subject.length(), MAX_TOPIC));
    }

    @Override
    public void close() {
        requests.shutdown();
    }

    @Override
    public String toString() {
        return "WebPushChannel[" + settings.id() + "]";
    }
}
