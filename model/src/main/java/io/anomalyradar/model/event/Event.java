package io.anomalyradar.model.event;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as its sender describes it: a login, a request, a purchase, a deployment (spec/events.md).
 *
 * @param type what happened
 * @param key whom or what it happened to: a user, an order, a device; events of one key are in order
 * @param timestampMillis when; {@link #NO_TIME}: when the broker appends it
 * @param id the sender's own; a second event of the key with the same id is a repeat; null: none
 * @param attributes each a {@code String}, a finite {@code Double} or a {@code Boolean}
 */
public record Event(
        String type, String key, long timestampMillis, @Nullable String id, SortedMap<String, Object> attributes) {
    /** Stands for an absent time. */
    public static final long NO_TIME = Long.MIN_VALUE;

    public Event {
        for (Object value : attributes.values()) {
            if (!(value instanceof String || value instanceof Double || value instanceof Boolean)) {
                throw new IllegalArgumentException("attributes must be texts, doubles or booleans, one was " + value);
            }
        }
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** The same with another id. */
    public Event withId(@Nullable String other) {
        return new Event(type, key, timestampMillis, other, attributes);
    }

    /** The same at another time. */
    public Event at(long millis) {
        return new Event(type, key, millis, id, attributes);
    }
}
