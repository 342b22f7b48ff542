package io.anomalyradar.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A token bucket per client address: {@code perSecond} requests each second, with as many saved up at the most. Knows the
 * {@value #MAX_CLIENTS} clients that asked last; one that was forgotten begins with a full bucket. Thread-safe.
 */
public final class RateLimit implements DecoratingHttpServiceFunction {
    private static final int MAX_CLIENTS = 10_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Counter limited;
    private final Map<InetAddress, Bucket> buckets;

    private static final class Bucket {
        double tokens;
        long atNanos;

        Bucket(double tokens, long atNanos) {
            this.tokens = tokens;
            this.atNanos = atNanos;
        }
    }

    /**
     * A limit.
     *
     * @param nanoTime a clock that never goes back
     */
    public RateLimit(int perSecond, LongSupplier nanoTime, MeterRegistry meters) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
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

    /** Takes a token of {@code client}'s, if there is one. */
    boolean admits(InetAddress client) {
        long now = nanoTime.getAsLong();
        synchronized (buckets) {
            Bucket bucket = buckets.computeIfAbsent(client, unknown -> new Bucket(perSecond, now));
            double earned = (now - bucket.atNanos) / NANOS_PER_SECOND * perSecond;
            bucket.tokens = Math.min(perSecond, bucket.tokens + earned);
            bucket.atNanos = now;
            if (bucket.tokens < 1) {
                return false;
            }
            bucket.tokens -= 1;
            return true;
        }
    }
}
