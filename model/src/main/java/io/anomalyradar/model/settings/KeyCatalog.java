package io.anomalyradar.model.settings;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some keys by their names, in the order in which the documentation shows them. */
public final class KeyCatalog {
    /** The keys of the detector: those that can change at run time. */
    public static final KeyCatalog DETECTOR = of(DetectorSettings.KEYS, JointSettings.KEYS);

    /** Longer than any key. */
    private static final int MOST_COMPARED = 100;

    private final Map<String, ConfigKey<?>> byName;

    private KeyCatalog(Map<String, ConfigKey<?>> byName) {
        this.byName = byName;
    }

    /** All of {@code groups}. Throws {@link IllegalStateException} when a name is declared twice. */
    @SafeVarargs
    public static KeyCatalog of(List<ConfigKey<?>>... groups) {
        Map<String, ConfigKey<?>> all = new LinkedHashMap<>();
        for (List<ConfigKey<?>> group : groups) {
            for (ConfigKey<?> key : group) {
                if (all.put(key.name(), key) != null) {
                    throw new IllegalStateException(key.name() + " is declared twice");
                }
            }
        }
        return new KeyCatalog(Collections.unmodifiableMap(all));
    }

    public Collection<ConfigKey<?>> keys() {
        return byName.values();
    }

    public Map<String, ConfigKey<?>> byName() {
        return byName;
    }

    /** The key called {@code name}; null: there is none. */
    public @Nullable ConfigKey<?> find(String name) {
        return byName.get(name);
    }

    /** The name that is written most like {@code name}, of which the first {@value #MOST_COMPARED} characters count. */
    public String nearest(String name) {
        String start = name.substring(0, Math.min(name.length(), MOST_COMPARED));
        return Collections.min(byName.keySet(), Comparator.comparingInt(key -> distance(key, start)));
    }

    /** Levenshtein's distance; dots and hyphens count as the same. */
    private static int distance(String left, String right) {
        String a = left.replace('-', '.');
        String b = right.replace('-', '.').replace('_', '.');
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
