package io.anomalyradar.app.send;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.app.command.Connection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Posts telemetry to a server. Tries again while the server is busy or silent; every frame is named, so that one that
 * arrived twice counts once. Not thread-safe.
 */
public final class TelemetryClient {
    private static final int ATTEMPTS = 6;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final JsonFactory JSON = new JsonFactory();

    private static final String PATH = "/api/v1/telemetry";

    private final Connection connection;
    private final URI endpoint;
    private final Supplier<String> keys;
    private final Duration firstPause;
    private final HttpClient http;

    public TelemetryClient(Connection connection) {
        this(connection, () -> UUID.randomUUID().toString(), Duration.ofMillis(250));
    }

    /** @param firstPause before the second attempt; it doubles with each */
    TelemetryClient(Connection connection, Supplier<String> keys, Duration firstPause) {
        this.connection = connection;
        this.endpoint = connection.server().resolve(PATH);
        this.http = connection.client();
        this.keys = keys;
        this.firstPause = firstPause;
    }

    /**
     * Posts frames and returns the server's answer. Frames that have their own ids keep them; the others are identified
     * by a key for the request.
     *
     * @throws DeliveryException when the server refuses the body as a whole, stays busy, or does not answer
     */
    Receipt post(FrameLines frames) throws DeliveryException {
        HttpRequest.Builder request = connection
                .request(PATH)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(frames.body()));
        if (!frames.named()) {
            request.header("Idempotency-Key", keys.get());
        }
        SendResult answer = attempt(request.build(), frames.count());
        for (int attempt = 1; attempt < ATTEMPTS && mayRetry(answer); attempt++) {
            pause(answer, attempt);
            answer = attempt(request.build(), frames.count());
        }
        return receipt(answer);
    }

    private static boolean mayRetry(SendResult answer) {
        return answer instanceof SendResult.Busy || answer instanceof SendResult.Unknown;
    }

    private SendResult attempt(HttpRequest request, int frames) {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            int status = response.statusCode();
            if (status == 202) {
                return new SendResult.Taken(Receipt.of(response.body()));
            }
            Problem problem = Problem.of(response.body());
            if (status == 429 || status == 503) {
                return new SendResult.Busy(status, problem.detail, retryAfterMillis(response));
            }
            Receipt refused = Receipt.of(response.body());
            if (!refused.rejections().isEmpty()) {
                return new SendResult.Taken(new Receipt(0, frames, refused.rejections()));
            }
            return status >= 500
                    ? new SendResult.Unknown(new IOException("status " + status + ": " + problem.detail))
                    : new SendResult.Refused(status, problem.code, problem.detail);
        } catch (IOException silent) {
            return new SendResult.Unknown(silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new SendResult.Unknown(interrupted);
        }
    }

    private void pause(SendResult answer, int attempt) {
        long backOff = firstPause.toMillis() << (attempt - 1);
        long asked = answer instanceof SendResult.Busy busy ? busy.retryAfterMillis() : 0;
        try {
            Thread.sleep(Math.min(Math.max(backOff, asked), TIMEOUT.toMillis()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Receipt receipt(SendResult answer) throws DeliveryException {
        if (answer instanceof SendResult.Taken taken) {
            return taken.receipt();
        }
        throw new DeliveryException(
                endpoint + ": " + reason(answer), answer instanceof SendResult.Unknown u ? u.cause() : null);
    }

    private static String reason(SendResult answer) {
        if (answer instanceof SendResult.Refused refused) {
            return "refused with " + refused.status() + " " + refused.code() + ": " + refused.detail();
        }
        if (answer instanceof SendResult.Busy busy) {
            return "busy after " + ATTEMPTS + " attempts (" + busy.status() + ": " + busy.detail()
                    + "); try again later";
        }
        return "no answer after " + ATTEMPTS
                + " attempts; is 'radar up' running there? Whether anything arrived is not known";
    }

    private static long retryAfterMillis(HttpResponse<?> response) {
        try {
            return 1_000 * response.headers().firstValueAsLong("Retry-After").orElse(0);
        } catch (NumberFormatException aDate) {
            return 0;
        }
    }

    /** The two fields of a problem that matter here. */
    private record Problem(String code, String detail) {
        static Problem of(byte[] body) {
            String code = "";
            String detail = "";
            try (JsonParser parser = JSON.createParser(body)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String field = parser.currentName();
                    parser.nextToken();
                    if (field.equals("code")) {
                        code = parser.getValueAsString("");
                    } else if (field.equals("detail")) {
                        detail = parser.getValueAsString("");
                    } else {
                        parser.skipChildren();
                    }
                }
            } catch (IOException notAProblem) {
                return new Problem(code, detail.isEmpty() ? "not a server of this kind" : detail);
            }
            return new Problem(code, detail);
        }
    }
}
