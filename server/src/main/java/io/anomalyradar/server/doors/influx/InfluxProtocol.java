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
import java.util.function.LongUnaryOperator;

/**
 * The write endpoints of InfluxDB: {@code /write}, {@code /api/v2/write} and {@code /api/v3/write_lp}. Database, bucket and organisation
 * are not looked at. Lines that are refused do not keep the others out; the answer says how many were, as InfluxDB's
 * does.
 */
public record InfluxProtocol(Api api, List<String> deviceTags) implements HttpProtocol {
    /** The version of the endpoint, which decides the form of errors. */
    public enum Api {
        V1,
        V2,
        V3
    }

    @Override
    public Exchange open(ServiceRequestContext context, HttpRequest request) {
        return new Exchange(
                new LineProtocolDecoder(millisOf(new Parameters(context)), deviceTags),
                BodyCoding.of(request.headers()),
                Exchange.Repeats.BY_HEADER,
                this::answer);
    }

    private LongUnaryOperator millisOf(Parameters parameters) {
        String symbol = parameters.text("precision");
        if (symbol == null) {
            return api == Api.V3 ? InfluxProtocol::millisBySize : TimeUnit.NANOSECONDS::toMillis;
        }
        return switch (symbol) {
            case "n", "ns", "nanosecond" -> TimeUnit.NANOSECONDS::toMillis;
            case "u", "us", "microsecond" -> TimeUnit.MICROSECONDS::toMillis;
            case "ms", "millisecond" -> TimeUnit.MILLISECONDS::toMillis;
            case "s", "second" -> TimeUnit.SECONDS::toMillis;
            case "m" -> TimeUnit.MINUTES::toMillis;
            case "h" -> TimeUnit.HOURS::toMillis;
            case "auto" -> InfluxProtocol::millisBySize;
            default ->
                throw Problem.parameter("precision", symbol, "give ns, us, ms, s, m, h or auto")
                        .exception();
        };
    }

    /** As InfluxDB 3 tells the precision: each unit reaches about to the year 2128. */
    private static long millisBySize(long time) {
        long size = Math.abs(time);
        TimeUnit unit = size < 5_000_000_000L
                ? TimeUnit.SECONDS
                : size < 5_000_000_000_000L
                        ? TimeUnit.MILLISECONDS
                        : size < 5_000_000_000_000_000L ? TimeUnit.MICROSECONDS : TimeUnit.NANOSECONDS;
        return unit.toMillis(time);
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
            if (api != Api.V2) {
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
