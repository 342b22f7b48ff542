package io.anomalyradar.history;

import java.util.Set;

/**
 * Which events are meant; an empty set means any.
 *
 * @param range of their own times
 */
public record EventFilter(Set<String> types, Set<String> keys, TimeRange range) {
    public static final EventFilter ANY = new EventFilter(Set.of(), Set.of(), TimeRange.ALL);

    public EventFilter {
        types = Set.copyOf(types);
        keys = Set.copyOf(keys);
    }

    public EventFilter withTypes(Set<String> wanted) {
        return new EventFilter(wanted, keys, range);
    }

    public EventFilter withKeys(Set<String> wanted) {
        return new EventFilter(types, wanted, range);
    }

    public EventFilter withRange(TimeRange wanted) {
        return new EventFilter(types, keys, wanted);
    }
}
