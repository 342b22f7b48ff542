package io.anomalyradar.detector;

import java.util.Arrays;

/**
 * The newest frame ids of a device; the oldest are evicted first. They detect frames that are sent again.
 *
 * <p>An id is stored as two 64-bit hashes. Two different ids collide with a probability of about 2⁻¹²⁸ per pair; for a
 * set of 256 and 10⁹ frames a day, that is below 10⁻²⁶ a day, unless ids are constructed to collide.
 */
final class RecentFrames {

    private static final int FEW = 8;

    private final int capacity;
    private long[] first = {};
    private long[] second = {};
    private int count;
    private int next;

    RecentFrames(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
        }
        this.capacity = capacity;
    }

    private RecentFrames(RecentFrames other) {
        capacity = other.capacity;
        first = other.first.clone();
        second = other.second.clone();
        count = other.count;
        next = other.next;
    }

    RecentFrames copy() {
        return new RecentFrames(this);
    }

    int capacity() {
        return capacity;
    }

    int count() {
        return count;
    }

    /** Remembers the id; false if it was present already. */
    boolean add(String id) {
        long one = hash(id, 0xcbf29ce484222325L);
        long two = hash(id, 0x9e3779b97f4a7c15L);
        for (int i = 0; i < count; i++) {
            if (first[i] == one && second[i] == two) {
                return false;
            }
        }
        addHashes(one, two);
        return true;
    }

    void addHashes(long one, long two) {
        if (next == first.length && next < capacity) {
            int length = Math.min(Math.max(2 * next, FEW), capacity);
            first = Arrays.copyOf(first, length);
            second = Arrays.copyOf(second, length);
        }
        first[next] = one;
        second[next] = two;
        next = next + 1 == capacity ? 0 : next + 1;
        count = Math.min(count + 1, capacity);
    }

    /** The first hash of the {@code i}-th id from the oldest. */
    long first(int i) {
        return first[fromOldest(i)];
    }

    /** The second hash of the {@code i}-th id from the oldest. */
    long second(int i) {
        return second[fromOldest(i)];
    }

    private int fromOldest(int i) {
        int position = next - count + i;
        return position < 0 ? position + capacity : position;
    }

    /** FNV-1a over UTF-16 units from the given basis, then the finaliser of SplitMix64, which mixes all bits. */
    private static long hash(String id, long basis) {
        long hash = basis;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
