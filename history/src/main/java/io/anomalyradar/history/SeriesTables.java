package io.anomalyradar.history;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link SeriesAnswers} asks of a database: each method is one statement or a few, whatever the number of series.
 *
 * @param <E> how the database fails
 */
public interface SeriesTables<E extends Exception> {

    /** The number of each series; null for one that is not stored. */
    List<@Nullable Integer> numbers(List<SeriesName> names) throws E;

    /** The bounds of those of these series that have rows. */
    Map<Integer, SeriesBounds> bounds(Collection<Integer> series) throws E;

    /** How many samples the parts hold, by their keys; a part without rows is absent. */
    Map<Integer, SegmentExtent> extents(List<SegmentPart> parts) throws E;

    /** The samples of the parts, by their keys, in order of time and arrival; a part without samples is absent. */
    Map<Integer, List<Sample>> samples(List<SegmentPart> parts) throws E;

    /** The buckets of each question; late samples, which are in no window, are added to those of windows. */
    List<Series.DownSampled> buckets(List<BucketQuestion> questions) throws E;
}
