package io.anomalyradar.server.ingest;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.Door;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.BodyReceiver;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.ProblemHandler;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST} of one door: receives the body, hands it to the door on a thread of the pool, and answers once the
 * broker has its frames. The work ends early when the client is gone or the request times out.
 */
final class TelemetryService implements HttpService {
    private static final int MAX_KEY_LENGTH = 100;
    private static final int GZIP_BUFFER = 16 << 10;

    private final Door door;
    private final HttpProtocol protocol;
    private final WorkPool pool;
    private final BodyBudget budget;
    private final long maxBodyBytes;
    private final DoorMetrics metrics;
    private final AccessControl access;

    TelemetryService(
            Door door,
            HttpProtocol protocol,
            WorkPool pool,
            BodyBudget budget,
            long maxBodyBytes,
            DoorMetrics metrics,
            AccessControl access) {
        this.door = door;
        this.protocol = protocol;
        this.pool = pool;
        this.budget = budget;
        this.maxBodyBytes = maxBodyBytes;
        this.metrics = metrics;
        this.access = access;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        if (request.method() != HttpMethod.POST) {
            throw Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "telemetry is sent by POST: see /docs")
                    .exception();
        }
        BatchDecoder decoder = protocol.decoder(context, request);
        boolean gzip = isGzip(request.headers());
        String key = idempotencyKey(request.headers());
        if (request.headers().contentLength() > maxBodyBytes) {
            throw ProblemHandler.tooLarge(maxBodyBytes).exception();
        }
        BooleanSupplier gone = context::isCancelled; // by the client, the time-out or the server's end
        DeviceView view = access.view(context);
        BodyReceiver receiver = BodyReceiver.start(request, context, budget);
        CompletableFuture<HttpResponse> answer = receiver.received()
                .thenCompose(body -> pool.compose(() -> deliver(body, gzip, decoder, key, view::covers, gone)))
                .whenComplete((response, failure) -> receiver.release());
        return HttpResponse.of(answer);
    }

    private CompletableFuture<HttpResponse> deliver(
            List<byte[]> body,
            boolean gzip,
            BatchDecoder decoder,
            @Nullable String key,
            Predicate<String> allowed,
            BooleanSupplier gone) {
        Timer.Sample start = Timer.start();
        Door.BodySource source = () -> gzip ? new GZIPInputStream(stream(body), GZIP_BUFFER) : stream(body);
        return door.deliver(source, decoder, key, allowed, gone).thenApply(delivery -> {
            metrics.count(delivery, start);
            return protocol.answer(delivery);
        });
    }

    private static InputStream stream(List<byte[]> chunks) {
        return new SequenceInputStream(Collections.enumeration(
                chunks.stream().map(ByteArrayInputStream::new).toList()));
    }

    private static @Nullable String idempotencyKey(RequestHeaders headers) {
        String key = headers.get("idempotency-key");
        if (key == null) {
            return null;
        }
        boolean printable = key.chars().allMatch(c -> c > ' ' && c < 0x7F);
        if (key.isEmpty() || key.length() > MAX_KEY_LENGTH || !printable) {
            throw Problem.parameter("Idempotency-Key", key, "give 1 to 100 printable ASCII characters without spaces")
                    .exception();
        }
        return key;
    }

    private static boolean isGzip(RequestHeaders headers) {
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "identity", "" -> false;
            case "gzip", "x-gzip" -> true;
            default -> throw unsupported("Content-Encoding must be gzip or absent, is " + encoding);
        };
    }

    private static RuntimeException unsupported(String remedy) {
        return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, remedy).exception();
    }
}
