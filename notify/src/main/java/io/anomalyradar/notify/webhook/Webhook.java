package io.anomalyradar.notify.webhook;

import io.anomalyradar.model.config.WebhookConfig;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.Outcome;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * The generic webhook: one POST per notification, with the header {@code Idempotency-Key}. Any 2xx answer means that
 * the receiver has it, even if reading the answer's body fails; {@link ResponseHead} defines the meaning of other
 * answers. The time-out covers the whole attempt, from connecting to the end of the body. Redirects are not followed:
 * the URL may hold a secret, and a redirect turns a POST into a GET without a body.
 */
public final class Webhook implements Channel {
    private final HttpClient client;
    private final HttpRequest template;
    private final Duration timeout;

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
        timeout = config.timeout();
        client = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(url))
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
        CompletableFuture<ResponseHead> head = new CompletableFuture<>();
        CompletableFuture<HttpResponse<Void>> whole = client.sendAsync(request, info -> {
            head.complete(ResponseHead.of(info));
            return HttpResponse.BodySubscribers.discarding();
        });
        try {
            whole.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return head.get().outcome();
        } catch (TimeoutException late) {
            Outcome unanswered = new Outcome.OutcomeUnknown("no answer within " + timeout.toMillis() + " ms");
            return answered(head).map(ResponseHead::outcome).orElse(unanswered);
        } catch (ExecutionException failed) {
            return answered(head).map(ResponseHead::outcome).orElseGet(() -> failure(failed.getCause()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.OutcomeUnknown("stopped before an answer came");
        } finally {
            whole.cancel(true); // a body that does not end is not waited for
        }
    }

    private static Optional<ResponseHead> answered(CompletableFuture<ResponseHead> head) {
        return Optional.ofNullable(head.getNow(null));
    }

    /** The messages of {@code cause} may hold the URL: they are not shown. */
    private static Outcome failure(@Nullable Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
            return new Outcome.Retryable(
                    "no connection to the receiver: see that it runs and that alerts.webhook.url is right", null);
        }
        if (cause instanceof SSLHandshakeException) {
            return new Outcome.Retryable(
                    "the receiver's certificate is not trusted (self-signed, expired, or of an unknown authority): add its"
                            + " authority to the trust store of Java (-Djavax.net.ssl.trustStore)",
                    null);
        }
        if (cause instanceof SSLException) {
            return new Outcome.Retryable(
                    "no TLS connection to the receiver: see that alerts.webhook.url says https only where it is", null);
        }
        return cause instanceof HttpTimeoutException
                ? new Outcome.OutcomeUnknown("no answer in time")
                : new Outcome.OutcomeUnknown("the connection broke before an answer came");
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
