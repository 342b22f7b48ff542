package io.anomalyradar.detector.aggregate;

import java.util.Arrays;

/** Counts of buckets by index, in an array that covers the indexes in use. */
final class Buckets {

    private static final int STEP = 16;

    private int[] counts = {};
    private int base; // the index of counts[0]
    private int lowest = Integer.MAX_VALUE;
    private int highest = Integer.MIN_VALUE;

    Buckets() {}

    Buckets(Buckets other) {
        counts = other.isEmpty()
                ? new int[0]
                : Arrays.copyOfRange(other.counts, other.lowest - other.base, other.highest - other.base + 1);
        base = other.isEmpty() ? 0 : other.lowest;
        lowest = other.lowest;
        highest = other.highest;
    }

    boolean isEmpty() {
        return lowest > highest;
    }

    int lowest() {
        return lowest;
    }

    int highest() {
        return highest;
    }

    int count(int index) {
        return counts[index - base];
    }

    /** Whether the indexes in use would span more than {@code span} with this one. */
    boolean wouldExceed(int index, int span) {
        return !isEmpty() && (long) Math.max(highest, index) - Math.min(lowest, index) >= span;
    }

    void add(int index, int count) {
        int at = index - base;
        if (at < 0 || at >= counts.length) {
            cover(index);
            at = index - base;
        }
        counts[at] += count;
        lowest = Math.min(lowest, index);
        highest = Math.max(highest, index);
    }

    /** Moves the counts of all indexes below {@code index} into it. */
    void raiseLowest(int index) {
        int moved = 0;
        for (int i = lowest; i < index && i <= highest; i++) {
            moved += counts[i - base];
            counts[i - base] = 0;
        }
        shrunk(index, highest, moved, index);
    }

    /** Moves the counts of all indexes above {@code index} into it. */
    void lowerHighest(int index) {
        int moved = 0;
        for (int i = highest; i > index && i >= lowest; i--) {
            moved += counts[i - base];
            counts[i - base] = 0;
        }
        shrunk(lowest, index, moved, index);
    }

    private void shrunk(int low, int high, int moved, int into) {
        lowest = low;
        highest = high;
        if (isEmpty()) {
            lowest = Integer.MAX_VALUE;
            highest = Integer.MIN_VALUE;
        }
        if (moved > 0) {
            add(into, moved);
        }
    }

    void clear() {
        if (!isEmpty()) {
            Arrays.fill(counts, lowest - base, highest - base + 1, 0);
        }
        lowest = Integer.MAX_VALUE;
        highest = Integer.MIN_VALUE;
    }

    private void cover(int index) {
        if (isEmpty()) {
            base = index - STEP / 2;
            if (counts.length < STEP) {
                counts = new int[STEP];
            }
            return;
        }
        int from = Math.min(lowest, index < lowest ? index - STEP / 2 : index);
        int to = Math.max(highest, index > highest ? index + STEP / 2 : index);
        int[] covering = new int[to - from + 1];
        System.arraycopy(counts, lowest - base, covering, lowest - from, highest - lowest + 1);
        counts = covering;
        base = from;
    }
}
