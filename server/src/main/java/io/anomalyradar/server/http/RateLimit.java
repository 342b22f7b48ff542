package io.anomalyradar.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket per client address: {@code perSecond} requests each second, and a burst of at most as many. Keeps the
 * {@value #MAX_CLIENTS} most recent clients; an evicted client starts with a full bucket. Thread-safe.
 */
public final class RateLimit implements DecoratingHttpServiceFunction {
    private static final int MAX_CLIENTS = 10_000;

    private final int perSecond;
    private final TimeMeter clock;
    private final Counter limited;
    private final Map<InetAddress, Bucket> buckets;

    public RateLimit(int perSecond, MeterRegistry meters) {
        this(perSecond, TimeMeter.SYSTEM_NANOTIME, meters);
    }

    RateLimit(int perSecond, TimeMeter clock, MeterRegistry meters) {
        this.perSecond = perSecond;
        this.clock = clock;
        limited = Counter.builder("radar.http.limited")
                .description("Requests refused because their client sent too many")
                .register(meters);
        buckets = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
                return size() > MAX_CLIENTS;
            }
        };
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        if (admits(context.clientAddress())) {
            return delegate.serve(context, request);
        }
        limited.increment();
        return Problem.of(
                        ProblemCode.RATE_LIMITED,
                        "more than " + perSecond + " requests a second from one address: send more frames per request"
                                + " (server.max-requests-per-second is the bound)")
                .retryAfter(1)
                .answer();
    }

    /** Takes a token of {@code client}'s bucket, if there is one. */
    boolean admits(InetAddress client) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(client, unknown -> fullBucket());
        }
        return bucket.tryConsume(1);
    }

    private Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }
}
