package io.anomalyradar.history;

import io.anomalyradar.detector.SampleStatus;
import java.util.List;

/**
 * A series over a range of time: the stored samples if they are no more than the requested points, otherwise
 * aggregated.
 */
public sealed interface Series {

    /** How many points it has. */
    int size();

    /** Every sample of the range, in order of event time; equal times in order of their source. */
    record Raw(List<Sample> samples) implements Series {
        public Raw {
            samples = List.copyOf(samples);
        }

        @Override
        public int size() {
            return samples.size();
        }
    }

    /**
     * The samples of the range in intervals of equal width, in order of time; intervals without samples are left out.
     *
     * @param step the coarsest rows that the buckets were made of
     * @param widthMillis how much time a bucket covers, a multiple of the step
     */
    record DownSampled(Step step, long widthMillis, List<Bucket> buckets) implements Series {
        public DownSampled {
            buckets = List.copyOf(buckets);
        }

        @Override
        public int size() {
            return buckets.size();
        }
    }

    /**
     * The samples of one interval [start, start + width).
     *
     * @param expected mean of the expected values; NaN, like lower and upper, when no sample was scored
     * @param lower lowest lower end of the band; {@code upper} the highest upper end
     * @param score the greatest
     * @param count samples in the interval, ≥ 1
     * @param alarms samples in alarm
     * @param worst the worst status: ALARM before UNUSUAL, NORMAL, WARM_UP, LATE
     */
    record Bucket(
            long startMillis,
            double minimum,
            double maximum,
            double average,
            double expected,
            double lower,
            double upper,
            double score,
            long count,
            long alarms,
            SampleStatus worst) {

        /** Part of the samples that are in alarm, in [0, 1]. */
        public double anomalyShare() {
            return (double) alarms / count;
        }
    }
}
