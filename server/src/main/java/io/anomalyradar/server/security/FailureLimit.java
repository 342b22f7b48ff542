package io.anomalyradar.server.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often one address may present a proof that does not hold: {@value #BURST} times at once, then once in two
 * seconds. An IPv6 client is its network of 64 bits. Keeps the {@value #MAX_CLIENTS} addresses that failed last.
 * Thread-safe.
 */
final class FailureLimit {
    static final int BURST = 30;
    private static final int MAX_CLIENTS = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final TimeMeter clock;
    private final Map<InetAddress, Bucket> buckets;

    FailureLimit(TimeMeter clock) {
        this.clock = clock;
        buckets = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
                return size() > MAX_CLIENTS;
            }
        };
    }

    /** Counts a failure of {@code client}; false when there were too many. */
    boolean failed(InetAddress client) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(network(client), unknown -> fullBucket());
        }
        return bucket.tryConsume(1);
    }

    private static InetAddress network(InetAddress client) {
        if (!(client instanceof Inet6Address)) {
            return client;
        }
        byte[] address = client.getAddress();
        Arrays.fill(address, NETWORK_BYTES, address.length, (byte) 0);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("16 bytes are an address", impossible);
        }
    }

    private Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(BURST).refillGreedy(1, Duration.ofSeconds(2)))
                .withCustomTimePrecision(clock)
                .build();
    }
}
