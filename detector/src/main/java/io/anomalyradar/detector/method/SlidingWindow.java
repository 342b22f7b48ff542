package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The newest {@link #capacity()} values of a series in a ring, with their moments and successive differences:
 * {@link #stateSize()} numbers in a caller's array. All zeros mean an empty window.
 *
 * <p>A push costs O(1) amortised. Recomputing the sums from the ring, oldest value first, bounds the rounding error. It
 * happens after every {@link #capacity()} pushes, and at once when the sum of squares has fallen below 2⁻²⁰ of its
 * maximum since the last time (a large value has left, and digits were lost). Both triggers are part of the state, so a
 * restored window continues with the same bits. The object itself holds only the capacity: it is immutable and
 * thread-safe.
 */
public final class SlidingWindow {

    /** The number of values before the ring. */
    public static final int HEADER = 3 + RunningMoments.SIZE + SuccessiveDifferences.SIZE;

    /** The start of the numbers that describe the values; the one before holds only their position in the ring. */
    public static final int STATISTICS = 1;

    private static final int HEAD = 0; // position for the next value
    private static final int AGE = 1; // pushes since the last summation
    private static final int HIGHEST = 2; // highest sum of squares since the last summation
    private static final int MOMENTS = 3;
    private static final int DIFFERENCES = MOMENTS + RunningMoments.SIZE;

    private static final double LOST_DIGITS = 0x1p-20;

    private final int capacity;

    /** A window of this many values, at least 2. */
    public SlidingWindow(int capacity) {
        if (capacity < 2) {
            throw new IllegalArgumentException("capacity must be at least 2, was " + capacity);
        }
        this.capacity = capacity;
    }

    /** The maximum number of values. */
    public int capacity() {
        return capacity;
    }

    /** The state size, in numbers. */
    public int stateSize() {
        return HEADER + capacity;
    }

    /** Adds the newest value, which must be finite and below 1e75 in magnitude; if full, the oldest is evicted. */
    public void push(double[] state, int offset, double value) {
        int head = (int) state[offset + HEAD];
        int ring = offset + HEADER;
        int next = head + 1 == capacity ? 0 : head + 1;
        if (count(state, offset) == capacity) {
            double oldest = state[ring + head];
            double previous = state[ring + (head == 0 ? capacity : head) - 1];
            SuccessiveDifferences.add(state, offset + DIFFERENCES, previous, value);
            SuccessiveDifferences.remove(state, offset + DIFFERENCES, oldest, state[ring + next]);
            RunningMoments.replace(state, offset + MOMENTS, oldest, value);
        } else {
            append(state, offset, head, value);
        }
        state[ring + head] = value;
        state[offset + HEAD] = next;
        keepAccurate(state, offset);
    }

    private static void append(double[] state, int offset, int head, double value) {
        if (head > 0) {
            SuccessiveDifferences.add(state, offset + DIFFERENCES, state[offset + HEADER + head - 1], value);
        }
        RunningMoments.add(state, offset + MOMENTS, value);
    }

    private void keepAccurate(double[] state, int offset) {
        double age = state[offset + AGE] + 1;
        double squares = RunningMoments.sumOfSquares(state, offset + MOMENTS);
        double highest = Numerics.larger(state[offset + HIGHEST], squares);
        state[offset + AGE] = age;
        state[offset + HIGHEST] = highest;
        if (age >= capacity || squares < LOST_DIGITS * highest) {
            resum(state, offset);
        }
    }

    /** Recomputes all statistics from the ring, oldest value first. */
    private void resum(double[] state, int offset) {
        int count = count(state, offset);
        int ring = offset + HEADER;
        int oldest = count < capacity ? ring : ring + (int) state[offset + HEAD];
        RunningMoments.resum(state, offset + MOMENTS, state, ring, oldest, ring + count);
        SuccessiveDifferences.resum(state, offset + DIFFERENCES, state, ring, oldest, ring + count);
        state[offset + AGE] = 0;
        state[offset + HIGHEST] = RunningMoments.sumOfSquares(state, offset + MOMENTS);
    }

    /**
     * Copies the newest values of a window with another capacity into this one, in {@code target}, and recomputes their
     * sums.
     */
    public void resize(double[] source, int sourceOffset, SlidingWindow from, double[] target, int targetOffset) {
        int held = from.count(source, sourceOffset);
        int kept = Math.min(held, capacity);
        int ring = targetOffset + HEADER;
        for (int i = 0; i < kept; i++) {
            target[ring + i] = from.value(source, sourceOffset, held - kept + i);
        }
        RunningMoments.resum(target, targetOffset + MOMENTS, target, ring, ring, ring + kept);
        restored(target, targetOffset);
        resum(target, targetOffset);
    }

    /**
     * Declares that the ring, but not its statistics, was filled from outside: the oldest value is at the first
     * position.
     */
    public void restored(double[] state, int offset) {
        int count = count(state, offset);
        state[offset + HEAD] = count == capacity ? 0 : count;
    }

    /** The number of values. */
    public int count(double[] state, int offset) {
        return RunningMoments.count(state, offset + MOMENTS);
    }

    /** The {@code i}-th value from the oldest, 0 ≤ i &lt; {@link #count}. */
    public double value(double[] state, int offset, int i) {
        int count = count(state, offset);
        if (i < 0 || i >= count) {
            throw new IllegalArgumentException("i must be in [0, " + count + "), was " + i);
        }
        int start = count < capacity ? 0 : (int) state[offset + HEAD];
        return state[offset + HEADER + (start + i < capacity ? start + i : start + i - capacity)];
    }

    /** The position of the window's {@link RunningMoments} in the array. */
    public static int moments(int offset) {
        return offset + MOMENTS;
    }

    /** The position of the window's {@link SuccessiveDifferences} in the array. */
    public static int differences(int offset) {
        return offset + DIFFERENCES;
    }
}
