package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/**
 * A sum of doubles carried in two, so that its relative error is near 2⁻¹⁰⁶ a term before it is rounded once: the same
 * for any order of the terms in all but contrived cases. The rounding error of each addition is Knuth's ("The art of
 * computer programming", vol. 2, theorem 4.2.2 B).
 */
final class ExactSum {
    private double high;
    private double low;

    void clear() {
        high = 0;
        low = 0;
    }

    void add(double term) {
        double sum = high + term;
        double part = sum - high;
        low += (high - (sum - part)) + (term - part);
        high = sum;
    }

    void add(ExactSum other) {
        add(other.high);
        low += other.low;
    }

    double rounded() {
        return high + low;
    }

    void copyFrom(ExactSum other) {
        high = other.high;
        low = other.low;
    }

    void writeTo(ByteWriter out) {
        out.writeDouble(high);
        out.writeDouble(low);
    }

    void readFrom(ByteReader in) {
        high = in.readDouble();
        low = in.readDouble();
    }
}
