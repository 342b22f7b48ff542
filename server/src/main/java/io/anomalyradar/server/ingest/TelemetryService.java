package io.anomalyradar.server.ingest;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.bus.Door;
import io.anomalyradar.model.wire.StableId;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.BodyReceiver;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.ProblemHandler;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import io.micrometer.core.instrument.Timer;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST} of one door: receives the body, hands it to the door on a thread of the pool, and answers once the
 * broker has its frames. The work ends early when the client is gone or the request times out.
 */
public final class TelemetryService implements HttpService {
    private static final int MAX_KEY_LENGTH = 100;

    private final Door door;
    private final HttpProtocol protocol;
    private final WorkPool pool;
    private final BodyBudget budget;
    private final long maxBodyBytes;
    private final DoorMetrics metrics;
    private final AccessControl access;

    public TelemetryService(
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
        Exchange exchange = protocol.open(context, request);
        String key = idempotencyKey(request.headers());
        if (request.headers().contentLength() > maxBodyBytes) {
            throw ProblemHandler.tooLarge(maxBodyBytes).exception();
        }
        BooleanSupplier gone = context::isCancelled; // by the client, the time-out or the server's end
        DeviceView view = access.view(context);
        BodyReceiver receiver = BodyReceiver.start(request, context, budget);
        CompletableFuture<HttpResponse> answer = receiver.received()
                .thenCompose(body -> pool.compose(() -> deliver(body, exchange, key, view::covers, gone)))
                .whenComplete((response, failure) -> receiver.release());
        return HttpResponse.of(answer);
    }

    private CompletableFuture<HttpResponse> deliver(
            List<byte[]> body,
            Exchange exchange,
            @Nullable String header,
            Predicate<String> allowed,
            BooleanSupplier gone) {
        Timer.Sample start = Timer.start();
        Door.BodySource source = () -> exchange.coding().decompress(body, maxBodyBytes);
        String key = header == null && exchange.repeats() == Exchange.Repeats.BY_BODY ? digest(body) : header;
        return exchange.delivery().through(door, source, key, allowed, gone).thenApply(delivery -> {
            metrics.count(delivery, start);
            return exchange.answer().apply(delivery);
        });
    }

    private static String digest(List<byte[]> body) {
        MessageDigest digest = StableId.digest();
        body.forEach(digest::update);
        return StableId.of(digest);
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
}
