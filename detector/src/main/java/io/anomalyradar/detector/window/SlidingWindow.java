package io.anomalyradar.detector.window;

import io.anomalyradar.detector.moments.RunningMoments;
import io.anomalyradar.detector.moments.SuccessiveDifferences;

/**
 * The newest {@link #capacity()} values of a series in a ring, with their moments and successive differences kept in step:
 * {@link #stateSize()} numbers in a caller's array. Zeros are an empty window.
 *
 * <p>Push costs O(1) amortised. Rounding is bounded by summing anew from the ring, oldest value first: after every
 * {@link #capacity()} pushes into a full window, and at once when the sum of squares has fallen below 2⁻²⁰ of its highest
 * since the last time (a large value has left, and took digits with it). Both triggers are part of the state, so a restored window
 * continues with the same bits. The object itself holds only the capacity: it is immutable and thread-safe.
 */
public final class SlidingWindow {

    /** How many numbers precede the ring. */
    public static final int HEADER = 3 + RunningMoments.SIZE + SuccessiveDifferences.SIZE;

    /** Where the numbers begin that describe the values; the one before says only where in the ring they are. */
    public static final int STATISTICS = 1;

    private static final int HEAD = 0; // where the next value goes
    private static final int AGE = 1; // pushes into a full window since the last summing
    private static final int HIGHEST = 2; // highest sum of squares since the last summing
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

    /** How many values it can hold. */
    public int capacity() {
        return capacity;
    }

    /** How many numbers the state takes. */
    public int stateSize() {
        return HEADER + capacity;
    }

    /** Adds the newest value, which must be finite and below 1e75 in magnitude; when full, the oldest leaves. */
    public void push(double[] state, int offset, double value) {
        int moments = offset + MOMENTS;
        int differences = offset + DIFFERENCES;
        int ring = offset + HEADER;
        int head = (int) state[offset + HEAD];
        int count = RunningMoments.count(state, moments);
        boolean full = count == capacity;
        int next = head + 1 == capacity ? 0 : head + 1;
        if (count > 0) {
            SuccessiveDifferences.add(state, differences, state[ring + (head == 0 ? capacity : head) - 1], value);
        }
        if (full) {
            double oldest = state[ring + head];
            SuccessiveDifferences.remove(state, differences, oldest, state[ring + next]);
            RunningMoments.remove(state, moments, oldest);
        }
        RunningMoments.add(state, moments, value);
        state[ring + head] = value;
        state[offset + HEAD] = next;
        if (full) {
            keepAccurate(state, offset);
        }
    }

    private void keepAccurate(double[] state, int offset) {
        double age = state[offset + AGE] + 1;
        double squares = RunningMoments.sumOfSquares(state, offset + MOMENTS);
        double highest = Math.max(state[offset + HIGHEST], squares);
        state[offset + AGE] = age;
        state[offset + HIGHEST] = highest;
        if (age >= capacity || squares < LOST_DIGITS * highest) {
            resum(state, offset);
        }
    }

    /** Computes all statistics anew from the ring, oldest value first. */
    public void resum(double[] state, int offset) {
        int count = count(state, offset);
        int start = start(state, offset, count);
        int ring = offset + HEADER;
        int differences = offset + DIFFERENCES;
        RunningMoments.resum(state, offset + MOMENTS, state, ring, capacity, start, count);
        SuccessiveDifferences.clear(state, differences);
        for (int i = 1; i < count; i++) {
            SuccessiveDifferences.add(
                    state, differences, state[ring + wrap(start + i - 1)], state[ring + wrap(start + i)]);
        }
        state[offset + AGE] = 0;
        state[offset + HIGHEST] = RunningMoments.sumOfSquares(state, offset + MOMENTS);
    }

    /** Moves the newest values of a window of another capacity into this one, in {@code target}, and sums them anew. */
    public void resize(double[] source, int sourceOffset, SlidingWindow from, double[] target, int targetOffset) {
        int held = from.count(source, sourceOffset);
        int kept = Math.min(held, capacity);
        int moments = targetOffset + MOMENTS;
        RunningMoments.clear(target, moments);
        for (int i = 0; i < kept; i++) {
            target[targetOffset + HEADER + i] = from.value(source, sourceOffset, held - kept + i);
        }
        RunningMoments.resum(target, moments, target, targetOffset + HEADER, capacity, 0, kept);
        restored(target, targetOffset);
        resum(target, targetOffset);
    }

    /** States that the ring, not its statistics, was filled from outside: the oldest value is in the first place. */
    public void restored(double[] state, int offset) {
        int count = count(state, offset);
        state[offset + HEAD] = count == capacity ? 0 : count;
    }

    /** How many values it holds. */
    public int count(double[] state, int offset) {
        return RunningMoments.count(state, offset + MOMENTS);
    }

    /** The {@code i}-th value from the oldest, 0 ≤ i &lt; {@link #count}. */
    public double value(double[] state, int offset, int i) {
        int count = count(state, offset);
        if (i < 0 || i >= count) {
            throw new IllegalArgumentException("i must be in [0, " + count + "), was " + i);
        }
        return state[offset + HEADER + wrap(start(state, offset, count) + i)];
    }

    /** Where the {@link RunningMoments} of the window are in the array. */
    public static int moments(int offset) {
        return offset + MOMENTS;
    }

    /** Where the {@link SuccessiveDifferences} of the window are in the array. */
    public static int differences(int offset) {
        return offset + DIFFERENCES;
    }

    private int start(double[] state, int offset, int count) {
        int start = (int) state[offset + HEAD] - count;
        return start < 0 ? start + capacity : start;
    }

    private int wrap(int position) {
        return position < capacity ? position : position - capacity;
    }
}
