package io.anomalyradar.server.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;

/**
 * Problem details (RFC 9457): what is wrong and what to do about it.
 *
 * @param detail for a person; says what to do next
 * @param retryAfterSeconds 0: not stated
 * @param extension further fields of the body
 */
public record Problem(ProblemCode code, String detail, int retryAfterSeconds, Json.Body extension) {
    private static final MediaType MEDIA_TYPE = MediaType.create("application", "problem+json");
    private static final Json.Body NOTHING_MORE = json -> {};

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, 0, NOTHING_MORE);
    }

    /** A parameter that is not accepted, with its value as received. */
    public static Problem parameter(String name, String value, String remedy) {
        String shown = value.length() <= 100 ? value : value.substring(0, 100) + "…";
        return of(ProblemCode.INVALID_PARAMETER, "parameter " + name + " is '" + shown + "': " + remedy);
    }

    public Problem retryAfter(int seconds) {
        return new Problem(code, detail, seconds, extension);
    }

    public Problem with(Json.Body further) {
        return new Problem(code, detail, retryAfterSeconds, further);
    }

    public HttpResponse answer() {
        return HttpResponse.of(headers(), content());
    }

    public AggregatedHttpResponse aggregated() {
        return AggregatedHttpResponse.of(headers(), content());
    }

    /** Thrown out of a service, answers with this problem. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    private ResponseHeaders headers() {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(code.status())
                .contentType(MEDIA_TYPE)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (code == ProblemCode.UNAUTHENTICATED) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"anomaly-radar\"");
        }
        if (retryAfterSeconds > 0) {
            headers.setInt(HttpHeaderNames.RETRY_AFTER, retryAfterSeconds);
        }
        return headers.build();
    }

    private HttpData content() {
        return HttpData.wrap(Json.object(json -> {
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", code.status().reasonPhrase());
            json.writeNumberField("status", code.status().code());
            json.writeStringField("code", code.name());
            json.writeStringField("detail", detail);
            extension.write(json);
        }));
    }
}
