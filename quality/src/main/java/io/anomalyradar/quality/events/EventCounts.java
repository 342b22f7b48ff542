package io.anomalyradar.quality.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Events found and false episodes; counts can be summed over series.
 *
 * @param events labelled events
 * @param found events with an alarm in them
 * @param falseEpisodes runs of alarms without a labelled row in them
 * @param rows scored rows
 * @param delays for each event found, from its first row to its first alarm; in rows, or in seconds if the scorer says
 *     so
 */
public record EventCounts(int events, int found, int falseEpisodes, long rows, List<Double> delays) {
    /** All zero. */
    public static final EventCounts NONE = new EventCounts(0, 0, 0, 0, List.of());

    public EventCounts {
        delays = List.copyOf(delays);
        if (found > events || delays.size() != found) {
            throw new IllegalArgumentException(
                    "of " + events + " events cannot be found " + found + " with " + delays.size() + " delays");
        }
    }

    /** The sum of both. */
    public EventCounts plus(EventCounts other) {
        List<Double> all = new ArrayList<>(delays);
        all.addAll(other.delays);
        return new EventCounts(
                events + other.events,
                found + other.found,
                falseEpisodes + other.falseEpisodes,
                rows + other.rows,
                all);
    }

    /** found / (found + false); NaN if there is no alarm. */
    public double precision() {
        return found / (double) (found + falseEpisodes);
    }

    /** found / events; NaN if there is no event. */
    public double recall() {
        return found / (double) events;
    }

    /** Harmonic mean of precision and recall: 2 found / (found + false + events); 0 if nothing is found. */
    public double f1() {
        return found == 0 ? 0 : 2.0 * found / (found + falseEpisodes + events);
    }

    /** False episodes per 1000 rows; NaN if there is no row. */
    public double falsePerThousandRows() {
        return 1000.0 * falseEpisodes / rows;
    }

    /** The upper median of the delays; NaN if nothing is found. */
    public double medianDelay() {
        if (delays.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(delays);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
