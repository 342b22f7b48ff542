package io.anomalyradar.server.doors.influx;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.bus.Batch;
import io.anomalyradar.bus.DoorResult;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.ingest.BodyCoding;
import io.anomalyradar.server.ingest.DeliveryAnswer;
import io.anomalyradar.server.ingest.Exchange;
import io.anomalyradar.server.ingest.HttpProtocol;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The write endpoints of InfluxDB: {@code /api/v2/write} and {@code /write}. Database, bucket and organisation
 * are not looked at. Lines that are refused do not keep the others out; the answer says how many were, as InfluxDB's
 * does.
 */
public record InfluxProtocol(Api api, List<String> deviceTags) implements HttpProtocol {
    /** The version of the endpoint, which decides the form of errors. */
    public enum Api {
        V1,
        V2
    }

    @Override
    public Exchange open(ServiceRequestContext context, HttpRequest request) {
        return new Exchange(
                new LineProtocolDecoder(precision(new Parameters(context)), deviceTags),
                BodyCoding.of(request.headers()),
                Exchange.Repeats.BY_HEADER,
                this::answer);
    }

    private static TimeUnit precision(Parameters parameters) {
        String symbol = parameters.text("precision");
        if (symbol == null) {
            return TimeUnit.NANOSECONDS;
        }
        return switch (symbol) {
            case "n", "ns" -> TimeUnit.NANOSECONDS;
            case "u", "us" -> TimeUnit.MICROSECONDS;
            case "ms" -> TimeUnit.MILLISECONDS;
            case "s" -> TimeUnit.SECONDS;
            case "m" -> TimeUnit.MINUTES;
            case "h" -> TimeUnit.HOURS;
            default ->
                throw Problem.parameter("precision", symbol, "give ns, us, ms, s, m or h")
                        .exception();
        };
    }

    private HttpResponse answer(DoorResult result) {
        Batch<?> batch = result.taken();
        if (batch != null) {
            return answer(batch);
        }
        return DeliveryAnswer.of(result); // senders look at the status, and at Retry-After
    }

    private HttpResponse answer(Batch<?> batch) {
        if (batch.refusals().isEmpty()) {
            return HttpResponse.of(HttpStatus.NO_CONTENT);
        }
        String message = batch.partialWrite();
        return Json.answer(HttpStatus.BAD_REQUEST, json -> {
            if (api == Api.V1) {
                json.writeStringField("error", message);
            } else {
                json.writeStringField("code", "invalid");
                json.writeStringField("message", message);
            }
        });
    }

    /** The answer to {@code /ping}, by which clients of InfluxDB see that a server is there. */
    public static HttpResponse pong() {
        return HttpResponse.of(ResponseHeaders.builder(HttpStatus.NO_CONTENT)
                .set(HttpHeaderNames.of("x-influxdb-version"), "1.8-anomaly-radar")
                .build());
    }
}
