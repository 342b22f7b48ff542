package io.anomalyradar.server.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Which sessions may want samples of a device: found by one look-up, however many sessions there are. Thread-safe. */
final class SubscriptionIndex {
    private final Map<String, List<LiveSession>> byDevice = new ConcurrentHashMap<>();
    private final List<LiveSession> everyDevice = new CopyOnWriteArrayList<>();

    /** Registers {@code session} for {@code now} in place of {@code before}; null: no subscription. */
    synchronized void replace(
            LiveSession session,
            @org.jspecify.annotations.Nullable Subscription before,
            @org.jspecify.annotations.Nullable Subscription now) {
        if (before != null && before.samples()) {
            remove(session, before.devices());
        }
        if (now != null && now.samples()) {
            add(session, now.devices());
        }
    }

    private void add(LiveSession session, Set<String> devices) {
        if (devices.isEmpty()) {
            everyDevice.add(session);
        }
        for (String device : devices) {
            byDevice.computeIfAbsent(device, first -> new CopyOnWriteArrayList<>())
                    .add(session);
        }
    }

    private void remove(LiveSession session, Set<String> devices) {
        everyDevice.remove(session);
        for (String device : devices) {
            byDevice.computeIfPresent(device, (name, sessions) -> {
                sessions.remove(session);
                return sessions.isEmpty() ? null : sessions;
            });
        }
    }

    /** The sessions that subscribe to all devices, and those that name {@code device}. */
    List<LiveSession> interested(String device) {
        List<LiveSession> named = byDevice.getOrDefault(device, List.of());
        if (named.isEmpty()) {
            return everyDevice;
        }
        if (everyDevice.isEmpty()) {
            return named;
        }
        List<LiveSession> both = new ArrayList<>(everyDevice);
        both.addAll(named);
        return both;
    }
}
