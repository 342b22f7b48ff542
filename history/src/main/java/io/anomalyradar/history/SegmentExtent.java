package io.anomalyradar.history;

/**
 * Samples of a segment.
 *
 * @param inOrder those that are not late
 * @param first time of the first row
 * @param last time of the last row
 */
public record SegmentExtent(long inOrder, long samples, long first, long last) {
    static final SegmentExtent NONE = new SegmentExtent(0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

    SegmentExtent and(SegmentExtent other) {
        return new SegmentExtent(
                inOrder + other.inOrder,
                samples + other.samples,
                Math.min(first, other.first),
                Math.max(last, other.last));
    }
}
