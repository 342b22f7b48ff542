package io.anomalyradar.server.promql.engine;

import io.anomalyradar.server.promql.syntax.LabelNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The labels of a series in order of their names; a label without a text does not exist. */
public final class LabelSet implements Comparable<LabelSet> {
    public static final LabelSet NONE = new LabelSet(new String[0]);

    /** Names and values in turn. */
    private final String[] pairs;

    private final int hash;

    private LabelSet(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    public static LabelSet of(Map<String, String> labels) {
        List<String> pairs = new ArrayList<>(labels.size() * 2);
        new TreeMap<>(labels).forEach((name, value) -> {
            if (!value.isEmpty()) {
                pairs.add(name);
                pairs.add(value);
            }
        });
        return new LabelSet(pairs.toArray(String[]::new));
    }

    public int size() {
        return pairs.length / 2;
    }

    public String name(int index) {
        return pairs[2 * index];
    }

    public String value(int index) {
        return pairs[2 * index + 1];
    }

    /** Its value; empty when there is no such label. */
    public String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    /** With {@code name} set; an empty value removes it. */
    public LabelSet with(String name, String value) {
        Map<String, String> changed = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            changed.put(pairs[i], pairs[i + 1]);
        }
        changed.put(name, value);
        return of(changed);
    }

    public LabelSet withoutName() {
        return get(LabelNames.NAME).isEmpty() ? this : without(List.of(LabelNames.NAME));
    }

    /** Only these. */
    LabelSet only(Collection<String> names) {
        return filtered(names, true);
    }

    /** All but these. */
    LabelSet without(Collection<String> names) {
        return filtered(names, false);
    }

    private LabelSet filtered(Collection<String> names, boolean wanted) {
        String[] kept = new String[pairs.length];
        int size = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (names.contains(pairs[i]) == wanted) {
                kept[size++] = pairs[i];
                kept[size++] = pairs[i + 1];
            }
        }
        return size == pairs.length ? this : new LabelSet(Arrays.copyOf(kept, size));
    }

    @Override
    public int compareTo(LabelSet other) {
        return Arrays.compare(pairs, other.pairs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSet labels && hash == labels.hash && Arrays.equals(pairs, labels.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** As Prometheus writes them: {@code {a="b", c="d"}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : ", ")
                    .append(pairs[i])
                    .append("=\"")
                    .append(pairs[i + 1])
                    .append('"');
        }
        return text.append('}').toString();
    }
}
