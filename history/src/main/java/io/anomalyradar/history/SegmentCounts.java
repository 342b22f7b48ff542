package io.anomalyradar.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many samples the segments of several series hold. */
final class SegmentCounts {
    private final Map<Key, SegmentExtent> extents = new HashMap<>();

    private record Key(int series, RollUpRange segment) {}

    SegmentCounts(List<SegmentPart> parts, Map<Integer, SegmentExtent> found) {
        for (SegmentPart part : parts) {
            SegmentExtent extent = found.get(part.key());
            if (extent != null) {
                extents.put(new Key(part.series(), part.segment()), extent);
            }
        }
    }

    SegmentExtent of(int series, RollUpRange segment) {
        return extents.getOrDefault(new Key(series, segment), SegmentExtent.NONE);
    }
}
