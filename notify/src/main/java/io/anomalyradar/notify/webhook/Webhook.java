package io.anomalyradar.notify.webhook;

import io.anomalyradar.model.config.WebhookConfig;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The generic webhook: one POST per notification, with the header {@code Idempotency-Key}. Any 2xx answer means that the
 * receiver has it; 408, 425, 429 and 5xx that it may have it later; anything else that it will not. Redirects are not
 * followed: the URL may hold a secret, and a body that a redirect turned into a GET would be lost in silence.
 */
public final class Webhook implements Channel {
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
    private static final int MAX_RETRY_AFTER_DIGITS = 9;

    private final HttpClient client;
    private final HttpRequest template;

    /**
     * A webhook to {@code config.url()}. User and password in the URL are sent as basic authentication.
     *
     * @throws IllegalArgumentException when {@code config} has no URL, or one that names no host
     */
    public Webhook(WebhookConfig config) {
        URI url = config.url();
        if (url == null || url.getHost() == null) {
            throw new IllegalArgumentException("alerts.webhook.url must name a host");
        }
        client = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(url))
                .timeout(config.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "anomaly-radar");
        String user = url.getUserInfo();
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        template = request.build();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Outcome deliver(Notification notification) {
        HttpRequest request = HttpRequest.newBuilder(template, (name, value) -> true)
                .header("Idempotency-Key", notification.idempotencyKey())
                .POST(HttpRequest.BodyPublishers.ofByteArray(WebhookJson.encode(notification)))
                .build();
        try {
            return outcome(client.send(request, HttpResponse.BodyHandlers.discarding()));
        } catch (HttpConnectTimeoutException | ConnectException notSent) {
            return new Outcome.Retryable("no connection to the receiver", null);
        } catch (HttpTimeoutException unanswered) {
            return new Outcome.OutcomeUnknown("no answer in time");
        } catch (IOException broken) { // its message may hold the URL: not shown
            return new Outcome.OutcomeUnknown("the connection broke before an answer came");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.OutcomeUnknown("stopped before an answer came");
        }
    }

    private static Outcome outcome(HttpResponse<?> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        String reason = "the receiver answered " + status;
        boolean mayHelp = status == 408 || status == 425 || status == 429 || status >= 500;
        return mayHelp ? new Outcome.Retryable(reason, retryAfter(response)) : new Outcome.Refused(reason);
    }

    /** Retry-After in seconds; its other form, a date, and nonsense count as absent. */
    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        String text = response.headers().firstValue("Retry-After").orElse("");
        boolean digits = !text.isEmpty()
                && text.length() <= MAX_RETRY_AFTER_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(text));
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }

    private static URI withoutUser(URI url) {
        if (url.getRawUserInfo() == null) {
            return url;
        }
        try {
            URI bare = new URI(url.getScheme(), null, url.getHost(), url.getPort(), null, null, null);
            String path = url.getRawPath() == null ? "" : url.getRawPath();
            return URI.create(bare + path + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()));
        } catch (URISyntaxException impossible) { // its parts come from a URI
            throw new IllegalStateException("alerts.webhook.url cannot be taken apart", impossible);
        }
    }

    /** Does nothing: the client's threads end by themselves when it is no longer used. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "Webhook[***]";
    }
}
