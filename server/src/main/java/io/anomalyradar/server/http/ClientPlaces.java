package io.anomalyradar.server.http;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Places for connections that stay: a number in all, and half of it for one address. Thread-safe. */
public final class ClientPlaces {
    private final int most;
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private int taken;

    public ClientPlaces(int most) {
        this.most = most;
    }

    /** Whether there was a place for {@code client}, which leaves it by {@link #leave}. */
    public synchronized boolean take(InetAddress client) {
        int own = byAddress.getOrDefault(client, 0);
        if (taken >= most || own >= most / 2) {
            return false;
        }
        byAddress.put(client, own + 1);
        taken++;
        return true;
    }

    public synchronized void leave(InetAddress client) {
        taken--;
        byAddress.computeIfPresent(client, (address, own) -> own > 1 ? own - 1 : null);
    }

    /** Why there is no place, for a person. */
    public String refusal() {
        return "too many clients: " + most + " are allowed, " + most / 2 + " from one address";
    }
}
