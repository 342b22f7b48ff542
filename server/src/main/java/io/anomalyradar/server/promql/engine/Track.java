package io.anomalyradar.server.promql.engine;

import org.jspecify.annotations.Nullable;

/**
 * The samples of a series in order of time, or windows of samples that stand for them.
 *
 * @param times of the samples, or the ends of the windows
 * @param values of the samples, or the one number that stands for the samples of a window
 * @param windows of samples null
 */
@SuppressWarnings("ArrayRecordComponent") // columns, never compared
public record Track(LabelSet labels, long[] times, double[] values, @Nullable Windows windows) {

    /**
     * What is known of the samples of each window.
     *
     * @param millis the length of a window
     */
    @SuppressWarnings("ArrayRecordComponent") // columns, never compared
    public record Windows(long millis, double[] minimum, double[] maximum, double[] sum, double[] count) {}

    public int size() {
        return times.length;
    }

    /** Length of a window; 0 for samples. */
    long windowMillis() {
        return windows == null ? 0 : windows.millis;
    }

    /** The number of elements with a time of at most {@code millis}, counted on from {@code from}. */
    int upTo(long millis, int from) {
        int size = from;
        while (size < times.length && times[size] <= millis) {
            size++;
        }
        return size;
    }
}
