package io.anomalyradar.notify;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Makes attempts by HTTP: one POST each. Any 2xx answer means that the receiver has it, even if reading the answer's
 * body fails; {@link HttpAnswer} defines the meaning of other answers. The time-out covers the whole attempt, from
 * connecting to the end of the body. Redirects are not followed: the URL may hold a secret, and a redirect turns a POST
 * into a GET without a body. Thread-safe.
 */
public final class HttpSender {
    private final HttpClient client;
    private final Duration timeout;

    /** @param timeout of one attempt in all */
    public HttpSender(Duration timeout) {
        this.timeout = timeout;
        client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * One attempt and the receiver's answer.
     *
     * @param status 0: there was no answer
     */
    public record Exchange(Outcome outcome, int status) {
        /** Whether the receiver says that there is nothing at this address, and that there will not be. */
        public boolean isGone() {
            return status == 404 || status == 410;
        }
    }

    /** One attempt to send {@code body} in UTF-8. An interrupt ends it and leaves the thread's interrupt flag set. */
    public Outcome post(HttpTarget target, Map<String, String> headers, String body) {
        return exchange(target, headers, body.getBytes(StandardCharsets.UTF_8)).outcome();
    }

    /** One attempt to send {@code body}. An interrupt ends it and leaves the thread's interrupt flag set. */
    public Exchange exchange(HttpTarget target, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(target.url()))
                .header("User-Agent", "anomaly-radar")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        String user = target.url().getUserInfo();
        if (user != null) {
            request.header("Authorization", basic(user));
        }
        return exchange(request.build(), target);
    }

    /** The header Authorization for {@code user}, a name and a password with a colon between them. */
    public static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private Exchange exchange(HttpRequest request, HttpTarget target) {
        CompletableFuture<HttpAnswer> head = new CompletableFuture<>();
        CompletableFuture<HttpResponse<Void>> whole = client.sendAsync(request, info -> {
            head.complete(HttpAnswer.of(info));
            return HttpResponse.BodySubscribers.discarding();
        });
        try {
            whole.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return answered(head.get(), target);
        } catch (TimeoutException late) {
            return answered(head, target)
                    .orElseGet(() ->
                            unanswered(new Outcome.OutcomeUnknown("no answer within " + timeout.toMillis() + " ms")));
        } catch (ExecutionException failed) {
            return answered(head, target).orElseGet(() -> unanswered(failure(failed.getCause(), target.urlSetting())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return unanswered(new Outcome.OutcomeUnknown("stopped before an answer came"));
        } finally {
            whole.cancel(true); // a body that does not end is not waited for
        }
    }

    private static Optional<Exchange> answered(CompletableFuture<HttpAnswer> head, HttpTarget target) {
        return Optional.ofNullable(head.getNow(null)).map(answer -> answered(answer, target));
    }

    private static Exchange answered(HttpAnswer answer, HttpTarget target) {
        return new Exchange(answer.outcome(target), answer.status());
    }

    private static Exchange unanswered(Outcome outcome) {
        return new Exchange(outcome, 0);
    }

    /** The messages of {@code cause} may hold the URL: they are not shown. */
    private static Outcome failure(@Nullable Throwable cause, String urlSetting) {
        if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
            return new Outcome.Retryable(
                    "no connection to the receiver: see that it runs and that " + urlSetting + " is right", null);
        }
        if (cause instanceof SSLHandshakeException) {
            return new Outcome.Retryable(
                    "the receiver's certificate is not trusted (self-signed, expired, or of an unknown authority): add its"
                            + " authority to the trust store of Java (-Djavax.net.ssl.trustStore)",
                    null);
        }
        if (cause instanceof SSLException) {
            return new Outcome.Retryable(
                    "no TLS connection to the receiver: see that " + urlSetting + " says https only where it is", null);
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
            throw new IllegalStateException("the URL of a channel cannot be taken apart", impossible);
        }
    }
}
