package io.anomalyradar.server.doors.statsd;

import io.anomalyradar.detector.aggregate.QuantileSketch;
import java.util.HashSet;
import java.util.Set;

/** What one interval has of a series. Not thread-safe. */
sealed interface Bucket {

    /** A sum of increases. */
    final class Counter implements Bucket {
        private double sum;

        void add(double increase) {
            sum += increase;
        }

        /** The sum since the last call. */
        double take() {
            double taken = sum;
            sum = 0;
            return taken;
        }
    }

    /** The newest value, which outlasts the interval: later ones may be relative to it. */
    final class Gauge implements Bucket {
        private double value;

        void set(double given) {
            value = given;
        }

        void add(double change) {
            value += change;
        }

        double value() {
            return value;
        }
    }

    /** A distribution of values. */
    final class Timer implements Bucket {
        private final QuantileSketch sketch = new QuantileSketch();
        private double sum;
        private double events;

        /** @param weight how many events the value stands for */
        void add(double value, double weight) {
            sketch.add(value);
            sum += value;
            events += weight;
        }

        /** How many events there were. */
        double events() {
            return events;
        }

        double mean() {
            return sum / sketch.count();
        }

        QuantileSketch sketch() {
            return sketch;
        }

        void clear() {
            sketch.clear();
            sum = 0;
            events = 0;
        }
    }

    /** Distinct members. */
    final class UniqueSet implements Bucket {
        private final Set<Long> members = new HashSet<>();

        /** @param member a hash of 64 bits of a member; whether it is new */
        boolean add(long member) {
            return members.add(member);
        }

        boolean contains(long member) {
            return members.contains(member);
        }

        int size() {
            return members.size();
        }

        void clear() {
            members.clear();
        }
    }
}
