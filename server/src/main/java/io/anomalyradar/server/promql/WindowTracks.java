package io.anomalyradar.server.promql;

import io.anomalyradar.history.Field;
import io.anomalyradar.history.Series;
import io.anomalyradar.server.promql.engine.LabelSet;
import io.anomalyradar.server.promql.engine.SampleReader.Use;
import io.anomalyradar.server.promql.engine.Track;
import java.util.Arrays;
import java.util.List;

/**
 * Buckets of the store as tracks. Of the value everything is known. Of the expected value a bucket has the mean, of the
 * band its extremes, of the score the greatest: each stands for all samples of the bucket. A counter's level is its
 * maximum, which is its last value unless it was reset; the reset then shows one window later.
 */
final class WindowTracks {
    private WindowTracks() {}

    static Track of(LabelSet labels, Field field, long millis, List<Series.Bucket> buckets, Use use) {
        int size = buckets.size();
        long[] times = new long[size];
        double[] levels = new double[size];
        double[] minimum = new double[size];
        double[] maximum = new double[size];
        double[] sum = new double[size];
        double[] count = new double[size];
        int kept = 0;
        for (Series.Bucket bucket : buckets) {
            double mean = mean(field, bucket);
            if (Double.isNaN(mean)) { // nothing was scored
                continue;
            }
            boolean isValue = field == Field.VALUE;
            times[kept] = bucket.startMillis() + millis;
            minimum[kept] = isValue ? bucket.minimum() : field == Field.ALARM ? Math.floor(mean) : mean;
            maximum[kept] = isValue ? bucket.maximum() : field == Field.ALARM ? Math.ceil(mean) : mean;
            count[kept] = bucket.count();
            sum[kept] = mean * bucket.count();
            levels[kept] = use == Use.COUNTER || field == Field.ALARM ? maximum[kept] : mean;
            kept++;
        }
        return new Track(
                labels,
                Arrays.copyOf(times, kept),
                Arrays.copyOf(levels, kept),
                new Track.Windows(millis, minimum, maximum, sum, count));
    }

    private static double mean(Field field, Series.Bucket bucket) {
        return switch (field) {
            case VALUE -> bucket.average();
            case EXPECTED -> bucket.expected();
            case LOWER -> bucket.lower();
            case UPPER -> bucket.upper();
            case SCORE -> Double.isNaN(bucket.expected()) ? Double.NaN : bucket.score();
            case ALARM -> bucket.anomalyShare();
        };
    }
}
