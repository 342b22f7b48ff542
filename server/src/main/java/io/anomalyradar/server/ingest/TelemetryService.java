package io.anomalyradar.server.ingest;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.ProblemHandler;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.ingest.Published.Acknowledged;
import io.anomalyradar.server.ingest.Published.Overloaded;
import io.anomalyradar.server.ingest.Published.TooMany;
import io.anomalyradar.server.ingest.Published.Unacknowledged;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/telemetry}: reads the body whole (it is bounded), then its frames, publishes them together and
 * answers once the broker has them. Bodies being received hold {@value #MAX_BODIES} times the bound of one at the most; each
 * thread of the pool decompresses one at a time.
 */
public final class TelemetryService implements HttpService {
    private static final int MAX_BODIES = 8;
    private static final int MAX_KEY_LENGTH = 100;

    private final FramePublisher publisher;
    private final WorkPool pool;
    private final int maxBodyBytes;
    private final Duration maxClockSkew;
    private final Clock clock;
    private final IngestMetrics metrics;
    private final AtomicLong bytesUnderWay = new AtomicLong();

    /**
     * The service.
     *
     * @param maxBodyBytes of one body, after decompression as well
     * @param maxClockSkew how far a sample may lie ahead of {@code clock}
     */
    public TelemetryService(
            FramePublisher publisher,
            WorkPool pool,
            int maxBodyBytes,
            Duration maxClockSkew,
            Clock clock,
            MeterRegistry meters) {
        this.publisher = publisher;
        this.pool = pool;
        this.maxBodyBytes = maxBodyBytes;
        this.maxClockSkew = maxClockSkew;
        this.clock = clock;
        metrics = new IngestMetrics(meters);
        meters.gauge("radar.ingest.body.bytes", bytesUnderWay);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        if (request.method() != HttpMethod.POST) {
            throw Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "telemetry is sent by POST: see /docs")
                    .exception();
        }
        Form form = Form.of(request.headers());
        String key = idempotencyKey(request.headers());
        long declared = request.headers().contentLength();
        if (declared > maxBodyBytes) {
            throw ProblemHandler.tooLarge(maxBodyBytes).exception();
        }
        long reserved = declared >= 0 ? declared : maxBodyBytes;
        if (bytesUnderWay.addAndGet(reserved) > (long) MAX_BODIES * maxBodyBytes) {
            bytesUnderWay.addAndGet(-reserved);
            throw Problem.of(ProblemCode.OVERLOADED, "too many bodies at once: try again shortly")
                    .retryAfter(1)
                    .exception();
        }
        CompletableFuture<HttpResponse> answer = request.aggregate()
                .thenCompose(whole -> pool.compose(() -> publish(whole, form, key)))
                .whenComplete((response, failure) -> bytesUnderWay.addAndGet(-reserved));
        return HttpResponse.of(answer);
    }

    private CompletableFuture<HttpResponse> publish(AggregatedHttpRequest request, Form form, @Nullable String key) {
        byte[] body = request.content().array();
        byte[] plain = form.gzip() ? Gzip.decompress(body, maxBodyBytes) : body;
        TelemetryBatch batch = new TelemetryBatch(key, clock.millis(), maxClockSkew.toMillis());
        BodyReader reader = new BodyReader();
        if (form.lines()) {
            reader.readLines(plain, batch);
        } else {
            reader.readJson(plain, batch);
        }
        metrics.refused(batch);
        if (batch.accepted().isEmpty()) {
            return CompletableFuture.completedFuture(batch.rejected() > 0 ? allRejected(batch) : receipt(batch));
        }
        return publisher.publish(batch.accepted()).thenApply(outcome -> answer(outcome, batch));
    }

    private HttpResponse answer(Published outcome, TelemetryBatch batch) {
        if (outcome instanceof Acknowledged) {
            metrics.acknowledged(batch);
            return receipt(batch);
        }
        if (outcome instanceof Overloaded overloaded) {
            return Problem.of(
                            ProblemCode.OVERLOADED,
                            overloaded.pending() + " frames wait for the broker and these "
                                    + overloaded.frames()
                                    + " would be too many (server.max-pending-frames is the bound);"
                                    + " none was accepted: send them again")
                    .retryAfter(1)
                    .answer();
        }
        if (outcome instanceof TooMany tooMany) {
            return Problem.of(
                            ProblemCode.TOO_LARGE,
                            "the body has " + tooMany.frames() + " frames, at most " + tooMany.most()
                                    + " are taken at once: split it")
                    .answer();
        }
        Unacknowledged failed = (Unacknowledged) outcome;
        metrics.unacknowledged(failed);
        return Problem.of(
                        ProblemCode.BROKER_UNAVAILABLE,
                        failed.reason() + ": " + failed.acknowledged() + " frames are accepted, " + failed.unknown()
                                + " may be, " + failed.notSent() + " are not. Send the same body again with the same"
                                + " Idempotency-Key: what was accepted then counts once")
                .retryAfter(2)
                .answer();
    }

    private static HttpResponse receipt(TelemetryBatch batch) {
        return Json.answer(HttpStatus.ACCEPTED, json -> {
            json.writeNumberField("accepted", batch.accepted().size());
            json.writeNumberField("rejected", batch.rejected());
            batch.writeRejections(json);
        });
    }

    private static HttpResponse allRejected(TelemetryBatch batch) {
        return Problem.of(
                        ProblemCode.ALL_REJECTED,
                        "none of the " + batch.rejected() + " frames could be accepted: 'rejections' says why")
                .with(batch::writeRejections)
                .answer();
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

    /**
     * The form of a body.
     *
     * @param lines NDJSON; else JSON
     */
    private record Form(boolean lines, boolean gzip) {
        // A request without a content type is refused on purpose: a web page of any origin could send it unasked.
        static Form of(RequestHeaders headers) {
            MediaType type = headers.contentType();
            boolean json = type != null && type.is(MediaType.JSON);
            boolean lines = type != null && type.type().equals("application") && isLines(type.subtype());
            if (type == null || !(json || lines) || !isUtf8(type)) {
                throw unsupported("send Content-Type application/json or application/x-ndjson, in UTF-8; it is "
                        + (type == null ? "absent" : type));
            }
            String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity");
            return switch (encoding.toLowerCase(java.util.Locale.ROOT)) {
                case "identity", "" -> new Form(lines, false);
                case "gzip", "x-gzip" -> new Form(lines, true);
                default -> throw unsupported("Content-Encoding must be gzip or absent, is " + encoding);
            };
        }

        private static boolean isLines(String subtype) {
            return subtype.equals("x-ndjson") || subtype.equals("ndjson");
        }

        private static boolean isUtf8(MediaType type) {
            return StandardCharsets.UTF_8.equals(type.charset(StandardCharsets.UTF_8));
        }

        private static RuntimeException unsupported(String remedy) {
            return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, remedy).exception();
        }
    }
}
