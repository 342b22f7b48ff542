package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/**
 * Count, mean, spread, extremes and quantiles of the samples of one time interval. Mean and Σ(x − mean)² are updated by
 * Welford's recurrence and merged by Chan, Golub and LeVeque's ("Updating formulae and a pairwise algorithm for
 * computing sample variances", 1979), relative to the first value, so that 10⁹ + noise keeps the digits of the noise.
 */
final class Pane {

    private long startMillis;
    private double origin; // the first value
    private double mean; // minus the origin
    private double squares; // Σ(x − mean)²
    private final QuantileSketch sketch;

    Pane(long startMillis) {
        this(startMillis, new QuantileSketch());
    }

    private Pane(long startMillis, QuantileSketch sketch) {
        this.startMillis = startMillis;
        this.sketch = sketch;
    }

    Pane copy() {
        Pane copy = new Pane(startMillis, sketch.copy());
        copy.origin = origin;
        copy.mean = mean;
        copy.squares = squares;
        return copy;
    }

    long startMillis() {
        return startMillis;
    }

    /** Resets it for another time interval. */
    void restart(long startMillis) {
        this.startMillis = startMillis;
        origin = 0;
        mean = 0;
        squares = 0;
        sketch.clear();
    }

    void add(double value) {
        if (sketch.count() == 0) {
            origin = value;
        }
        sketch.add(value);
        double d = value - origin - mean;
        mean += d / sketch.count();
        squares += d * (value - origin - mean);
    }

    void merge(Pane other) {
        double here = sketch.count();
        double there = other.sketch.count();
        if (here == 0) {
            origin = other.origin;
            mean = other.mean;
            squares = other.squares;
        } else {
            double d = other.origin - origin + other.mean - mean;
            double part = there / (here + there);
            mean += d * part;
            squares = squares + other.squares + d * d * here * part; // not +=, see RunningMoments
        }
        sketch.merge(other.sketch);
    }

    WindowResult result(long sizeMillis) {
        int count = sketch.count();
        double average = Math.min(Math.max(origin + mean, sketch.min()), sketch.max());
        double deviation = Math.sqrt(Math.max(squares, 0) / count);
        return new WindowResult(
                startMillis,
                startMillis + sizeMillis,
                count,
                average,
                sketch.min(),
                sketch.max(),
                deviation,
                sketch.quantile(0.99));
    }

    void writeTo(ByteWriter out) {
        out.writeLong(startMillis);
        out.writeDouble(origin);
        out.writeDouble(mean);
        out.writeDouble(squares);
        sketch.writeTo(out);
    }

    static Pane readFrom(ByteReader in) {
        long startMillis = in.readLong();
        double origin = in.readDouble();
        double mean = in.readDouble();
        double squares = in.readDouble();
        Pane pane = new Pane(startMillis, QuantileSketch.readFrom(in));
        pane.origin = origin;
        pane.mean = mean;
        pane.squares = squares;
        return pane;
    }
}
