package io.anomalyradar.history;

import java.util.List;

/**
 * How many events there are.
 *
 * @param types of each type in each stretch of time, in order of type and time; stretches without events are absent
 * @param keys the {@value #TOP_KEYS} keys with the most events, most first
 */
public record EventSummary(List<TypeCount> types, List<KeyCount> keys) {
    public static final int TOP_KEYS = 20;

    public EventSummary {
        types = List.copyOf(types);
        keys = List.copyOf(keys);
    }

    /** Events of one type in the stretch that starts at {@code startMillis}. */
    public record TypeCount(String type, long startMillis, long count) {}

    /** Events of one key. */
    public record KeyCount(String key, long count) {}
}
