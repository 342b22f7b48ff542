package io.anomalyradar.server.doors.labels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one series, by name. Reusable after {@link #clear}; not thread-safe. A label without a value counts as
 * absent, as in Prometheus.
 */
public final class SenderLabels {
    /** Labels of a series. */
    public static final int MAX_LABELS = 128;
    /** Characters of all names and values of a series. */
    public static final int MAX_CHARACTERS = 8_192;

    private String[] names = new String[16];
    private String[] values = new String[16];
    private int size;
    private int characters;
    private @Nullable String fault;

    public void clear() {
        size = 0;
        characters = 0;
        fault = null;
    }

    /** Adds a label; in order of names it costs least. */
    public void add(String name, String value) {
        if (value.isEmpty() || fault != null) {
            return;
        }
        characters += name.length() + value.length();
        if (size == MAX_LABELS) {
            fault = "the series has more than " + MAX_LABELS + " labels";
        } else if (characters > MAX_CHARACTERS) {
            fault = "the labels of the series have more than " + MAX_CHARACTERS + " characters";
        } else if (name.isEmpty()) {
            fault = "a label has no name";
        } else {
            insert(name, value);
        }
    }

    /** Adds those of {@code others} whose names are not here yet. */
    public void addMissing(SenderLabels others) {
        for (int i = 0; i < others.size; i++) {
            if (value(others.names[i]) == null) {
                add(others.names[i], others.values[i]);
            }
        }
    }

    private void insert(String name, String value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        int at = size;
        while (at > 0) {
            int order = names[at - 1].compareTo(name);
            if (order < 0) {
                break;
            }
            if (order == 0) {
                fault = "the series has the label " + name + " twice";
                return;
            }
            at--;
        }
        System.arraycopy(names, at, names, at + 1, size - at);
        System.arraycopy(values, at, values, at + 1, size - at);
        names[at] = name;
        values[at] = value;
        size++;
    }

    /** Why they name no series; null if they do. */
    public @Nullable String fault() {
        return fault;
    }

    int size() {
        return size;
    }

    String name(int index) {
        return names[index];
    }

    String value(int index) {
        return values[index];
    }

    /** The value of the label {@code name}; null if there is none. */
    public @Nullable String value(String name) {
        int at = Arrays.binarySearch(names, 0, size, name);
        return at < 0 ? null : values[at];
    }
}
