package io.anomalyradar.history;

import java.util.List;

/** The rows of a series that are wanted, and their buckets. */
public record BucketQuestion(int series, List<RollUpRange> segments, BucketGrid grid) {
    public BucketQuestion {
        segments = List.copyOf(segments);
    }
}
