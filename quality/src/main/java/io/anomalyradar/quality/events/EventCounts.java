package io.anomalyradar.quality.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Events found and false episodes, which can be added up over series.
 *
 * @param events labelled events
 * @param found those with an alarm in them
 * @param falseEpisodes runs of alarms without a labelled row in them
 * @param rows rows that were scored
 * @param delays of each event found, from its first row to its first alarm; rows, or seconds where the scorer says so
 */
public record EventCounts(int events, int found, int falseEpisodes, long rows, List<Double> delays) {
    /** Nothing seen. */
    public static final EventCounts NONE = new EventCounts(0, 0, 0, 0, List.of());

    public EventCounts {
        delays = List.copyOf(delays);
        if (found > events || delays.size() != found) {
            throw new IllegalArgumentException(
                    "of " + events + " events cannot be found " + found + " with " + delays.size() + " delays");
        }
    }

    /** Both together. */
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

    /** found / (found + false); NaN without an alarm. */
    public double precision() {
        return found / (double) (found + falseEpisodes);
    }

    /** found / events; NaN without an event. */
    public double recall() {
        return found / (double) events;
    }

    /** Harmonic mean of precision and recall: 2 found / (found + false + events); 0 when nothing is found. */
    public double f1() {
        return found == 0 ? 0 : 2.0 * found / (found + falseEpisodes + events);
    }

    /** False episodes per 1000 rows; NaN without a row. */
    public double falsePerThousandRows() {
        return 1000.0 * falseEpisodes / rows;
    }

    /** The upper median of the delays; NaN when nothing is found. */
    public double medianDelay() {
        if (delays.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(delays);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
