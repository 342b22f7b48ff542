package io.anomalyradar.quality.events;

import java.util.ArrayList;
import java.util.List;

/** Counts events and alarm episodes of one row-labelled series. */
public final class Episodes {
    private Episodes() {}

    /** Rows from {@code first} to {@code last}, both included. */
    record Run(int first, int last) {
        boolean touches(boolean[] flags) {
            for (int i = first; i <= last; i++) {
                if (flags[i]) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * The events and episodes in {@code alarms} for the runs of {@code labels}; delays are in rows.
     *
     * @param gap alarms with at most this many further rows between them are one episode, ≥ 0
     * @throws IllegalArgumentException if the numbers of rows differ
     */
    public static EventCounts count(boolean[] alarms, boolean[] labels, int gap) {
        double[] rows = new double[labels.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        return count(alarms, labels, gap, rows);
    }

    /** The same with delays in the unit of {@code times}, which holds the time of each row. */
    public static EventCounts count(boolean[] alarms, boolean[] labels, int gap, double[] times) {
        if (alarms.length != labels.length || times.length != labels.length) {
            throw new IllegalArgumentException(
                    alarms.length + " alarms, " + labels.length + " labels, " + times.length + " times");
        }
        List<Run> events = runs(labels, 0);
        List<Double> delays = new ArrayList<>();
        for (Run event : events) {
            for (int i = event.first(); i <= event.last(); i++) {
                if (alarms[i]) {
                    delays.add(times[i] - times[event.first()]);
                    break;
                }
            }
        }
        int falseEpisodes = 0;
        for (Run episode : runs(alarms, gap)) {
            falseEpisodes += episode.touches(labels) ? 0 : 1;
        }
        return new EventCounts(events.size(), delays.size(), falseEpisodes, labels.length, delays);
    }

    /** The number of runs in {@code flags}; runs at most {@code gap} rows apart count as one. */
    public static int runsIn(boolean[] flags, int gap) {
        return runs(flags, gap).size();
    }

    private static List<Run> runs(boolean[] flags, int gap) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < flags.length; i++) {
            if (!flags[i]) {
                continue;
            }
            int newest = runs.size() - 1;
            if (newest >= 0 && i - runs.get(newest).last() <= gap + 1) {
                runs.set(newest, new Run(runs.get(newest).first(), i));
            } else {
                runs.add(new Run(i, i));
            }
        }
        return runs;
    }
}
