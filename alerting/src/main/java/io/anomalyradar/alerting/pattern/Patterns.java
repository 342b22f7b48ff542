package io.anomalyradar.alerting.pattern;

import io.anomalyradar.model.control.PatternStage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The enabled patterns of one configuration. Immutable but for a cache: one per thread. */
public final class Patterns {
    private static final int CACHED_NAMES = 10_000;

    private record Name(PatternStage.Input kind, String name) {}

    private final Map<String, CompiledPattern> byId = new LinkedHashMap<>();
    private final Map<Name, List<CompiledPattern>> readers = new HashMap<>();
    private final boolean readSamples;

    public Patterns(List<CompiledPattern> patterns) {
        patterns.forEach(compiled -> byId.put(compiled.pattern().id(), compiled));
        readSamples = patterns.stream().anyMatch(CompiledPattern::readsSamples);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return byId.isEmpty();
    }

    /** The pattern with this id; null: none is enabled. */
    public @Nullable CompiledPattern find(String id) {
        return byId.get(id);
    }

    /** Whether any reads samples. */
    public boolean readSamples() {
        return readSamples;
    }

    /** Those that read inputs of this kind and name. */
    public List<CompiledPattern> readersOf(PatternStage.Input kind, String name) {
        if (byId.isEmpty()) {
            return List.of();
        }
        if (readers.size() > CACHED_NAMES) {
            readers.clear();
        }
        return readers.computeIfAbsent(new Name(kind, name), wanted -> {
            List<CompiledPattern> found = new ArrayList<>();
            for (CompiledPattern compiled : byId.values()) {
                if (compiled.reads(kind, name)) {
                    found.add(compiled);
                }
            }
            return List.copyOf(found);
        });
    }
}
