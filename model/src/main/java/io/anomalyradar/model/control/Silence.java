package io.anomalyradar.model.control;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nobody is notified of some alerts: they are listed all the same.
 *
 * @param id unique
 * @param revision 1 and up
 * @param selector the series whose alerts are silenced
 * @param rules ids of rules whose alerts are silenced; empty: all
 * @param labels conditions on the labels of the rule
 * @param startsAtMillis append time; 0: as soon as it is written
 * @param endsAtMillis append time
 * @param weekly within this time, only in these windows; null: all the time
 * @param by the person who answers for it
 * @param comment why
 * @param endedBy the person who ended it early; null: nobody did
 */
public record Silence(
        String id,
        int revision,
        Selector selector,
        List<String> rules,
        Map<String, Glob> labels,
        long startsAtMillis,
        long endsAtMillis,
        @Nullable WeeklyWindow weekly,
        String by,
        String comment,
        @Nullable String endedBy) {
    public static final int MAX_NAME = 256;
    public static final int MAX_COMMENT = 1_024;
    /** The longest one without weekly windows. */
    public static final long MAX_MILLIS = 30 * 86_400_000L;
    /** The longest one with weekly windows. */
    public static final long MAX_WEEKLY_MILLIS = 366 * 86_400_000L;

    public Silence {
        rules = List.copyOf(rules);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** A silence that does not look at labels. */
    public Silence(
            String id,
            int revision,
            Selector selector,
            List<String> rules,
            long startsAtMillis,
            long endsAtMillis,
            @Nullable WeeklyWindow weekly,
            String by,
            String comment,
            @Nullable String endedBy) {
        this(id, revision, selector, rules, Map.of(), startsAtMillis, endsAtMillis, weekly, by, comment, endedBy);
    }

    /** As the next revision, ended by {@code person}; {@code startedMillis} is when it began. */
    public Silence ended(String person, long startedMillis) {
        return new Silence(
                id, revision + 1, selector, rules, labels, startedMillis, endsAtMillis, weekly, by, comment, person);
    }
}
