package io.anomalyradar.edge.uplink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.edge.buffer.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Posts segments to a server's telemetry door, as they are on disk. */
public final class HttpUplink implements Uplink {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration WRONG_SETTING = Duration.ofSeconds(30);
    private static final int MAX_ANSWER_BYTES = 64 << 10;
    private static final JsonFactory JSON = new JsonFactory();

    private final URI endpoint;
    private final @Nullable String key;
    private final HttpClient client;

    /**
     * @param server such as https://radar.example.com
     * @param key an API key with the role of a sender; null: the server wants none
     */
    public HttpUplink(URI server, @Nullable String key, SSLContext tls) {
        this.endpoint = URI.create(server.toString().replaceAll("/+$", "") + "/api/v1/telemetry");
        this.key = key;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .sslContext(tls)
                .build();
    }

    @Override
    public UplinkOutcome send(Segment segment) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "zstd")
                .header("Idempotency-Key", segment.key())
                .POST(BodyPublishers.ofByteArray(segment.body()));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return outcome(response, HttpReceipt.of(JSON, body.readNBytes(MAX_ANSWER_BYTES)), segment.frames());
            }
        } catch (IOException silent) {
            return new UplinkOutcome.Failed(
                    "no answer (" + silent.getClass().getSimpleName()
                            + (silent.getMessage() == null ? "" : ": " + silent.getMessage()) + ")",
                    Duration.ZERO);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new UplinkOutcome.Failed("stopped", Duration.ZERO);
        }
    }

    private static UplinkOutcome outcome(HttpResponse<?> response, HttpReceipt receipt, int frames) {
        int status = response.statusCode();
        String said = "the server answers " + status + " " + receipt.detail();
        return switch (status) {
            case 202 ->
                receipt.isReceipt()
                        ? new UplinkOutcome.Delivered(receipt.accepted(), receipt.rejected(), receipt.reason())
                        : new UplinkOutcome.Failed("what answers is no Anomaly Radar", WRONG_SETTING);
            case 400, 413, 415, 422 ->
                receipt.reason().isEmpty()
                        ? new UplinkOutcome.Refused(said)
                        : new UplinkOutcome.Delivered(0, frames, receipt.reason());
            case 401, 403 -> new UplinkOutcome.Failed(said + ": check uplink.key-file", WRONG_SETTING);
            case 301, 302, 303, 307, 308, 404, 405 ->
                new UplinkOutcome.Failed(said + ": check uplink.url", WRONG_SETTING);
            default -> new UplinkOutcome.Failed(said, retryAfter(response));
        };
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        try {
            return Duration.ofSeconds(Math.min(
                    300, response.headers().firstValueAsLong("Retry-After").orElse(0)));
        } catch (NumberFormatException aDate) {
            return Duration.ZERO;
        }
    }

    @Override
    public String target() {
        return endpoint.toString();
    }

    @Override
    public void close() {
        // the client holds only memory, and ends with the process
    }

    /**
     * The fields of a receipt or problem that matter here.
     *
     * @param accepted -1: not given
     * @param reason of the first refusal
     */
    private record HttpReceipt(long accepted, long rejected, String reason, String detail) {
        static HttpReceipt of(JsonFactory json, byte[] body) {
            long accepted = -1;
            long rejected = 0;
            String reason = "";
            String detail = "";
            try (JsonParser parser = json.createParser(body)) {
                parser.nextToken();
                for (JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
                    String field = parser.currentName();
                    parser.nextToken();
                    switch (field) {
                        case "accepted" -> accepted = parser.getValueAsLong(-1);
                        case "rejected" -> rejected = parser.getValueAsLong(0);
                        case "detail" -> detail = parser.getValueAsString("");
                        case "rejections" -> reason = firstMessage(parser);
                        default -> parser.skipChildren();
                    }
                }
            } catch (IOException notJson) {
                return new HttpReceipt(-1, 0, "", "");
            }
            return new HttpReceipt(accepted, rejected, reason, detail);
        }

        private static String firstMessage(JsonParser parser) throws IOException {
            String first = "";
            for (int depth = 0; ; ) {
                JsonToken token = parser.currentToken();
                if (token == null) {
                    return first;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0) {
                    return first;
                }
                if (first.isEmpty() && token == JsonToken.VALUE_STRING && "message".equals(parser.currentName())) {
                    first = parser.getText();
                }
                parser.nextToken();
            }
        }

        boolean isReceipt() {
            return accepted >= 0;
        }
    }
}
