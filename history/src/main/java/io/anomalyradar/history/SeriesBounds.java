package io.anomalyradar.history;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a series begin and end.
 *
 * @param fromMillis of its first row
 * @param toMillis after its last row
 * @param newest start of its newest window of each step
 */
public record SeriesBounds(long fromMillis, long toMillis, Map<Step, Long> newest) {

    /** The first and the last row of a step: times of samples, starts of windows. */
    public record Ends(long first, long last) {}

    /** The bounds of a series with these rows; of minutes the first need not be known. */
    public static SeriesBounds of(Map<Step, Ends> steps) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        Map<Step, Long> newest = new EnumMap<>(Step.class);
        for (Map.Entry<Step, Ends> entry : steps.entrySet()) { // samples first: they are exact to the millisecond
            long length = entry.getKey().millis();
            Ends ends = entry.getValue();
            from = ends.first + length <= from ? ends.first : from;
            to = ends.last >= to ? ends.last + length : to;
            newest.put(entry.getKey(), ends.last);
        }
        return new SeriesBounds(from, to, newest);
    }

    /** Start of the newest window of this step; null if there is none. */
    @Nullable
    Long newest(Step step) {
        return newest.get(step);
    }

    /** The part of the range that may hold rows. */
    TimeRange within(TimeRange range) {
        long from = Math.max(fromMillis, range.fromMillis());
        return new TimeRange(from, Math.max(from, Math.min(toMillis, range.toMillis())));
    }
}
