package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/**
 * Quantiles of a stream of values within 1 % of the value, in bounded memory; two sketches merge without loss.
 *
 * <p>DDSketch (Masson, Rim and Lee, "DDSketch: a fast and fully-mergeable quantile sketch with relative-error
 * guarantees", PVLDB 12, 2019): counts in buckets whose edges grow geometrically, one set for positive and one for
 * negative values, and a count for zero. The smallest and the largest value are stored exactly.
 *
 * <p>Bound: {@value #MAX_BUCKETS} buckets of four bytes per sign, which span eight orders of magnitude. If the positive
 * values of a stream span more, the smallest are counted in the lowest remaining bucket; of the negative values, those
 * of largest magnitude are counted in the highest. Both are the lowest values of their sign, so high quantiles keep
 * their error bound. Values below 2⁻¹⁰²² in magnitude count as zero. At most 2³¹ − 1 values; one more throws
 * {@link IllegalStateException}.
 *
 * <p>{@link #add} costs O(1) and allocates only if a value lies outside the existing buckets. Not thread-safe.
 */
public final class QuantileSketch {

    /** A quantile differs from the exact one by at most this fraction of it. */
    public static final double RELATIVE_ERROR = 0.01;

    /** The maximum number of buckets per sign. */
    public static final int MAX_BUCKETS = 1024;

    private static final double LOG_GAMMA = 0.020000666706669435; // ln(1.01 / 0.99)
    private static final LogMapping MAPPING = new LogMapping(RELATIVE_ERROR, LOG_GAMMA);

    private final Buckets positive;
    private final Buckets negative;
    private int zeros;
    private int count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** An empty sketch. */
    public QuantileSketch() {
        positive = new Buckets();
        negative = new Buckets();
    }

    private QuantileSketch(QuantileSketch other) {
        positive = new Buckets(other.positive);
        negative = new Buckets(other.negative);
        zeros = other.zeros;
        count = other.count;
        min = other.min;
        max = other.max;
    }

    /** A copy that shares nothing with this sketch and is no larger than its content requires. */
    public QuantileSketch copy() {
        return new QuantileSketch(this);
    }

    /** Adds a finite value. */
    public void add(double value) {
        claim(1);
        min = Math.min(min, value);
        max = Math.max(max, value);
        if (value >= Double.MIN_NORMAL) {
            addPositive(MAPPING.index(value), 1);
        } else if (value <= -Double.MIN_NORMAL) {
            addNegative(MAPPING.index(-value), 1);
        } else {
            zeros++;
        }
    }

    /** Adds all values of another sketch, which stays unchanged. */
    public void merge(QuantileSketch other) {
        claim(other.count);
        zeros += other.zeros;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        // from the side that is never collapsed, so that the bound is applied once
        for (int i = other.positive.highest(); i >= other.positive.lowest(); i--) {
            if (other.positive.count(i) > 0) {
                addPositive(i, other.positive.count(i));
            }
        }
        for (int i = other.negative.lowest(); i <= other.negative.highest(); i++) {
            if (other.negative.count(i) > 0) {
                addNegative(i, other.negative.count(i));
            }
        }
    }

    private void claim(int values) {
        if (count > Integer.MAX_VALUE - values) {
            throw new IllegalStateException(
                    "a sketch holds at most 2^31 - 1 values, this would have " + values + " more");
        }
        count += values;
    }

    private void addPositive(int index, int number) {
        int into = index;
        if (positive.wouldExceed(index, MAX_BUCKETS)) {
            int floor = Math.max(positive.highest(), index) - MAX_BUCKETS + 1;
            positive.raiseLowest(Math.max(floor, positive.lowest()));
            into = Math.max(index, floor);
        }
        positive.add(into, number);
    }

    private void addNegative(int index, int number) {
        int into = index;
        if (negative.wouldExceed(index, MAX_BUCKETS)) {
            int ceiling = Math.min(negative.lowest(), index) + MAX_BUCKETS - 1;
            negative.lowerHighest(Math.min(ceiling, negative.highest()));
            into = Math.min(index, ceiling);
        }
        negative.add(into, number);
    }

    /**
     * The value of rank ⌊q (n − 1)⌋ of the n values in ascending order, from rank 0: within {@link #RELATIVE_ERROR} of
     * it, and exact for q = 0 and q = 1. NaN if there are no values.
     */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("q must be in [0, 1], was " + q);
        }
        if (count == 0) {
            return Double.NaN;
        }
        int rank = (int) (q * (count - 1));
        if (rank == count - 1) {
            return max;
        }
        return rank == 0 ? min : Math.min(Math.max(valueOfRank(rank), min), max);
    }

    private double valueOfRank(int rank) {
        int left = rank;
        for (int i = negative.highest(); i >= negative.lowest(); i--) {
            left -= negative.count(i);
            if (left < 0) {
                return -MAPPING.value(i);
            }
        }
        left -= zeros;
        if (left < 0) {
            return 0;
        }
        for (int i = positive.lowest(); i <= positive.highest(); i++) {
            left -= positive.count(i);
            if (left < 0) {
                return MAPPING.value(i);
            }
        }
        return max;
    }

    /** The number of values. */
    public int count() {
        return count;
    }

    /** The smallest value; ∞ if there are none. */
    public double min() {
        return min;
    }

    /** The largest value; −∞ if there are none. */
    public double max() {
        return max;
    }

    /** Removes all values, but keeps the memory of the buckets. */
    public void clear() {
        positive.clear();
        negative.clear();
        zeros = 0;
        count = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
    }

    /** Writes the sketch as part of a state; the format is in {@code spec/detector-state.md}. */
    public void writeTo(ByteWriter out) {
        out.writeCount(count);
        if (count == 0) {
            return;
        }
        out.writeDouble(min);
        out.writeDouble(max);
        out.writeCount(zeros);
        write(out, positive);
        write(out, negative);
    }

    private static void write(ByteWriter out, Buckets buckets) {
        if (buckets.isEmpty()) {
            out.writeCount(0);
            return;
        }
        out.writeCount(buckets.highest() - buckets.lowest() + 1);
        out.writeInt(buckets.lowest());
        for (int i = buckets.lowest(); i <= buckets.highest(); i++) {
            out.writeCount(buckets.count(i));
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static QuantileSketch readFrom(ByteReader in) {
        QuantileSketch sketch = new QuantileSketch();
        sketch.count = in.readCount("values", Integer.MAX_VALUE);
        if (sketch.count > 0) {
            sketch.min = in.readDouble();
            sketch.max = in.readDouble();
            sketch.zeros = in.readCount("zeros", sketch.count);
            long sum = sketch.zeros + read(in, sketch.positive) + read(in, sketch.negative);
            if (sum != sketch.count) {
                throw in.damaged("the buckets hold " + sum + " values, not " + sketch.count);
            }
        }
        return sketch;
    }

    private static long read(ByteReader in, Buckets buckets) {
        int span = in.readCount("buckets", MAX_BUCKETS);
        int lowest = span == 0 ? 0 : in.readInt();
        long sum = 0;
        for (int i = 0; i < span; i++) {
            int number = in.readCount("values", Integer.MAX_VALUE);
            if (number > 0) {
                buckets.add(lowest + i, number);
            }
            sum += number;
        }
        return sum;
    }
}
