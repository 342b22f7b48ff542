package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/**
 * Sums for the deviation of the values and their least-squares line over time. Times and values are taken relative to
 * the first sample, d = x − x₀ and τ = t − t₀: as the first is one of the n samples, (x₀ − x̄)² ≤ (n − 1) Σ(x − x̄)²,
 * so that the subtractions below lose no more than a factor n of the precision of a double, also for 10⁹ + noise.
 */
final class Line {
    private static final double MILLIS_AN_HOUR = 3_600_000;

    private long firstMillis;
    private double first;
    private double values; // Σd
    private double squares; // Σd²
    private double times; // Στ
    private double timeSquares; // Στ²
    private double products; // Στd

    void clear() {
        firstMillis = 0;
        first = 0;
        values = 0;
        squares = 0;
        times = 0;
        timeSquares = 0;
        products = 0;
    }

    void start(long timestampMillis, double value) {
        firstMillis = timestampMillis;
        first = value;
    }

    void add(long timestampMillis, double value) {
        double d = value - first;
        double tau = timestampMillis - firstMillis;
        values += d;
        squares += d * d;
        times += tau;
        timeSquares += tau * tau;
        products += tau * d;
    }

    /** Adds the {@code count} samples of {@code later}: the same sums, moved to the first sample here. */
    void merge(Line later, double count) {
        double d = later.first - first;
        double tau = later.firstMillis - firstMillis;
        products = products + later.products + (tau * later.values + d * later.times + count * d * tau);
        squares = squares + later.squares + (2 * d * later.values + count * d * d);
        timeSquares = timeSquares + later.timeSquares + (2 * tau * later.times + count * tau * tau);
        values = values + later.values + count * d;
        times = times + later.times + count * tau;
    }

    double deviation(double count) {
        return Math.sqrt(about(squares, values, values, count) / count);
    }

    WindowStatistics.Trend trend(double count) {
        double tt = about(timeSquares, times, times, count);
        if (!(tt > 0)) {
            return WindowStatistics.Trend.NONE;
        }
        double slope = (products - times * values / count) / tt;
        double rest = Math.max(about(squares, values, values, count) - slope * slope * tt, 0);
        double error = count > 2 ? Math.sqrt(rest / ((count - 2) * tt)) : Double.NaN;
        return new WindowStatistics.Trend(slope * MILLIS_AN_HOUR, error * MILLIS_AN_HOUR);
    }

    /** Σ(a − ā)(b − b̄) of Σab, Σa and Σb, where it cannot be negative. */
    private static double about(double products, double a, double b, double count) {
        return Math.max(products - a * b / count, 0);
    }

    void copyFrom(Line other) {
        firstMillis = other.firstMillis;
        first = other.first;
        values = other.values;
        squares = other.squares;
        times = other.times;
        timeSquares = other.timeSquares;
        products = other.products;
    }

    void writeTo(ByteWriter out) {
        out.writeLong(firstMillis);
        out.writeDouble(first);
        out.writeDouble(values);
        out.writeDouble(squares);
        out.writeDouble(times);
        out.writeDouble(timeSquares);
        out.writeDouble(products);
    }

    void readFrom(ByteReader in) {
        firstMillis = in.readLong();
        first = in.readDouble();
        values = in.readDouble();
        squares = in.readDouble();
        times = in.readDouble();
        timeSquares = in.readDouble();
        products = in.readDouble();
    }
}
