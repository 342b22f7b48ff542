package io.anomalyradar.detector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ordered metric names of a device and the mapping from a name to its position: an open-addressing table. Before
 * the table it tries the order of the previous frame, which makes a lookup one comparison.
 */
final class MetricIndex {

    private @Nullable String[] names;
    private int[] slots; // position + 1, 0 is free; a power of two, at most half full
    private int count;
    private int guess;

    MetricIndex() {
        names = new String[4];
        slots = new int[16];
    }

    private MetricIndex(MetricIndex other) {
        names = other.names.clone();
        slots = other.slots.clone();
        count = other.count;
        guess = other.guess;
    }

    MetricIndex copy() {
        return new MetricIndex(this);
    }

    int count() {
        return count;
    }

    String name(int position) {
        String name = position < count ? names[position] : null;
        if (name == null) {
            throw new IndexOutOfBoundsException("position must be in [0, " + count + "), was " + position);
        }
        return name;
    }

    /** The position of a name, or −1. */
    int find(String name) {
        int guessed = guess < count ? guess : 0;
        if (name.equals(names[guessed])) {
            guess = guessed + 1;
            return guessed;
        }
        int found = slots[slot(name)] - 1;
        if (found >= 0) {
            guess = found + 1;
        }
        return found;
    }

    /** Adds a new name and returns its position. */
    int add(String name) {
        if (count == names.length) {
            names = Arrays.copyOf(names, count + (count >> 1));
        }
        names[count] = name;
        if (2 * (count + 1) > slots.length) {
            rehash(2 * slots.length);
        }
        slots[slot(name)] = count + 1;
        return count++;
    }

    private void rehash(int size) {
        slots = new int[size];
        for (int i = 0; i < count; i++) {
            slots[slot(name(i))] = i + 1;
        }
    }

    /** The slot of the name, or the free slot for it. */
    private int slot(String name) {
        int hash = name.hashCode() * 0x9E3779B9;
        int mask = slots.length - 1;
        int slot = (hash ^ (hash >>> 16)) & mask;
        while (slots[slot] != 0 && !name.equals(names[slots[slot] - 1])) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
