package io.anomalyradar.pipeline.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The series of one device that were looked up in Flink's state: the next access needs no lookup. Not thread-safe.
 *
 * @param <S> the state of a series
 */
public final class LiveSeries<S> {
    private @Nullable String[] metrics = new String[1]; // by position in the device
    private @Nullable Object[] states = new Object[1];
    private int guess;

    /**
     * The series of {@code metric} if it is the one after the series that was found or added last, which is usual: a
     * device sends its metrics in the same order each time. Otherwise null.
     */
    @SuppressWarnings("unchecked") // add stores nothing else
    public @Nullable S next(String metric) {
        if (guess >= metrics.length || metrics[guess] == null) {
            guess = 0;
        }
        if (!metric.equals(metrics[guess])) {
            return null;
        }
        return (S) states[guess++];
    }

    /** Keeps the series at this position of its device. */
    public void add(String metric, int position, S state) {
        if (position >= states.length) {
            int room = Math.max(position + 1, 2 * states.length);
            metrics = Arrays.copyOf(metrics, room);
            states = Arrays.copyOf(states, room);
        }
        metrics[position] = metric;
        states[position] = state;
        guess = position + 1;
    }
}
