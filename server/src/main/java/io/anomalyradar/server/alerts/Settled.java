package io.anomalyradar.server.alerts;

import io.anomalyradar.history.LogPartition;
import io.anomalyradar.notify.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the delivery log says, in memory: the fate of each notification, and how far the topic is settled. Remembers the
 * {@value #MAX_ANOMALIES} anomalies that were told of last. Not thread-safe.
 */
final class Settled {
    static final int MAX_ANOMALIES = 200_000;

    private record Fates(@Nullable Fate opened, @Nullable Fate ended) {
        static final Fates NONE = new Fates(null, null);

        @Nullable
        Fate of(Transition transition) {
            return switch (transition) {
                case OPENED -> opened;
                case ENDED -> ended;
            };
        }

        Fates with(Transition transition, Fate fate) {
            return switch (transition) {
                case OPENED -> new Fates(fate, ended);
                case ENDED -> new Fates(opened, fate);
            };
        }
    }

    private final Map<String, Fates> fates = new LinkedHashMap<>();
    private final Map<LogPartition, Long> positions = new HashMap<>();

    void apply(LogLine line) {
        if (line instanceof LogLine.Told told) {
            Fates known = fates.remove(told.id());
            fates.put(told.id(), (known == null ? Fates.NONE : known).with(told.transition(), told.fate()));
            if (fates.size() > MAX_ANOMALIES) {
                fates.remove(fates.keySet().iterator().next());
            }
        } else if (line instanceof LogLine.Read read) {
            positions.merge(read.partition(), read.nextOffset(), Math::max);
        }
    }

    /** The fate of a notification; null: it has none yet. */
    @Nullable
    Fate fate(String id, Transition transition) {
        return fates.getOrDefault(id, Fates.NONE).of(transition);
    }

    Map<LogPartition, Long> positions() {
        return Map.copyOf(positions);
    }

    /** How many lines {@link #lines} answers, about. */
    int size() {
        return 2 * fates.size() + positions.size();
    }

    /** The fewest lines that say the same. */
    List<LogLine> lines() {
        List<LogLine> lines = new ArrayList<>(size());
        fates.forEach((id, known) -> {
            for (Transition transition : Transition.values()) {
                Fate fate = known.of(transition);
                if (fate != null) {
                    lines.add(new LogLine.Told(id, transition, fate));
                }
            }
        });
        positions.forEach((partition, next) -> lines.add(new LogLine.Read(partition, next)));
        return lines;
    }
}
