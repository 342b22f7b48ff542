package io.anomalyradar.server.http;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Bytes of bodies that are being received or processed, in total and for each client address. One address has at most
 * half of the total, so that it cannot shut out the others. Thread-safe.
 */
public final class BodyBudget {
    private final long total;
    private final long share;
    private final Map<InetAddress, Long> held = new HashMap<>();
    private long all;

    /** A budget of {@code total} bytes. */
    public BodyBudget(long total) {
        this.total = total;
        share = total / 2;
    }

    /** Reserves {@code bytes} for {@code client}; false when there is no room for them. */
    synchronized boolean reserve(InetAddress client, long bytes) {
        long own = held.getOrDefault(client, 0L) + bytes;
        if (own > share || all + bytes > total) {
            return false;
        }
        held.put(client, own);
        all += bytes;
        return true;
    }

    /** Gives back what {@link #reserve} took. */
    synchronized void release(InetAddress client, long bytes) {
        all -= bytes;
        held.computeIfPresent(client, (address, own) -> own > bytes ? own - bytes : null);
    }

    /** Bytes reserved by all clients. */
    public synchronized long reserved() {
        return all;
    }
}
