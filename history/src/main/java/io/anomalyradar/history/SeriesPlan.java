package io.anomalyradar.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Which rows answer for a series: windows of one step, and finer rows at both ends.
 *
 * <pre>
 * range            [from ................................................ to)
 * windows   |edge ][ whole ][ whole ][ whole ] ... [ edge: newest, or across the end ]
 * finer     .[head]                                [        ][         tail          ]
 * </pre>
 *
 * A window closes with the first sample beyond it, so all windows before the newest one are complete. An edge is a
 * window that reaches beyond the range, or the newest one: finer rows replace it as long as they hold all its samples;
 * they may hold more. After the newest window there are only finer rows. Head and tail are planned in the same way,
 * down to the samples. Whole windows longer than wanted are replaced on the same condition.
 *
 * <p>A plan needs no query but the bounds of the series. It lists the segments whose samples must be counted, and with
 * the counts it chooses.
 */
final class SeriesPlan {
    private final SeriesBounds bounds;
    private final Step wanted;
    private final List<Part> parts;

    private sealed interface Part {}

    private record Rows(RollUpRange segment) implements Part {}

    /**
     * Coarse rows or finer ones.
     *
     * @param counted the finer rows of the same time: with fewer samples than the coarse rows, the coarse ones answer
     * @param finer the finer rows that answer otherwise: of the part of the time that lies in the range
     */
    private record Choice(RollUpRange coarse, List<Part> counted, List<Part> finer) implements Part {}

    /** The segments that answer, in order of time, and how many samples they hold, late ones apart. */
    record Chosen(List<RollUpRange> segments, long samples) {

        /** The longest step among them; RAW if there are none. */
        Step step() {
            return segments.stream().map(RollUpRange::step).max(Step::compareTo).orElse(Step.RAW);
        }
    }

    /**
     * Plans a range.
     *
     * @param coarsest the longest windows that may answer
     * @param wanted the windows that answer unless their rows have been removed; no longer than {@code coarsest}
     */
    SeriesPlan(SeriesBounds bounds, Step coarsest, Step wanted, TimeRange range) {
        this.bounds = bounds;
        this.wanted = wanted;
        this.parts = plan(coarsest, range.fromMillis(), range.toMillis());
    }

    private List<Part> plan(Step step, long fromMillis, long toMillis) {
        List<Part> into = new ArrayList<>();
        plan(step, fromMillis, toMillis, into);
        return into;
    }

    private void plan(Step step, long fromMillis, long toMillis, List<Part> into) {
        if (fromMillis >= toMillis) {
            return;
        }
        if (step == Step.RAW) {
            into.add(new Rows(new RollUpRange(step, fromMillis, toMillis)));
            return;
        }
        long first = step.start(fromMillis);
        Long newest = bounds.newest(step);
        if (newest == null || newest < first) {
            plan(step.finer(), fromMillis, toMillis, into);
            return;
        }
        long last = Math.min(newest, step.start(toMillis));
        long whole = first;
        if (first < fromMillis && first < last) {
            edge(step, first, fromMillis, toMillis, into);
            whole = first + step.millis();
        }
        whole(step, whole, last, into);
        if (last < toMillis) {
            edge(step, last, fromMillis, toMillis, into);
        }
        plan(step.finer(), last + step.millis(), toMillis, into);
    }

    private void whole(Step step, long fromMillis, long toMillis, List<Part> into) {
        if (fromMillis >= toMillis) {
            return;
        }
        RollUpRange windows = new RollUpRange(step, fromMillis, toMillis);
        if (step.compareTo(wanted) <= 0) {
            into.add(new Rows(windows));
        } else {
            List<Part> finer = plan(step.finer(), fromMillis, toMillis);
            into.add(new Choice(windows, finer, finer));
        }
    }

    private void edge(Step step, long start, long fromMillis, long toMillis, List<Part> into) {
        long end = start + step.millis();
        List<Part> counted = plan(step.finer(), start, end);
        boolean inside = fromMillis <= start && end <= toMillis;
        List<Part> finer = inside ? counted : plan(step.finer(), Math.max(fromMillis, start), Math.min(toMillis, end));
        into.add(new Choice(new RollUpRange(step, start, end), counted, finer));
    }

    /** The segments whose samples must be counted. */
    Set<RollUpRange> segments() {
        Set<RollUpRange> found = new LinkedHashSet<>();
        collect(parts, found);
        return found;
    }

    private static void collect(List<Part> parts, Set<RollUpRange> into) {
        for (Part part : parts) {
            if (part instanceof Rows rows) {
                into.add(rows.segment);
            } else if (part instanceof Choice choice) {
                into.add(choice.coarse);
                collect(choice.counted, into);
                if (choice.finer != choice.counted) {
                    collect(choice.finer, into);
                }
            }
        }
    }

    /** Chooses by the number of samples in each of {@link #segments}, late ones apart. */
    Chosen choose(ToLongFunction<RollUpRange> count) {
        return choose(parts, count);
    }

    private static Chosen choose(List<Part> parts, ToLongFunction<RollUpRange> count) {
        List<RollUpRange> segments = new ArrayList<>();
        long samples = 0;
        for (Part part : parts) {
            Chosen chosen;
            if (part instanceof Choice choice) {
                chosen = choose(choice, count);
            } else {
                chosen = all(((Rows) part).segment, count);
            }
            segments.addAll(chosen.segments);
            samples += chosen.samples;
        }
        return new Chosen(segments, samples);
    }

    private static Chosen choose(Choice choice, ToLongFunction<RollUpRange> count) {
        Chosen coarse = all(choice.coarse, count);
        Chosen counted = choose(choice.counted, count);
        if (counted.samples < coarse.samples) {
            return coarse;
        }
        return choice.finer == choice.counted ? counted : choose(choice.finer, count);
    }

    private static Chosen all(RollUpRange segment, ToLongFunction<RollUpRange> count) {
        return new Chosen(List.of(segment), count.applyAsLong(segment));
    }
}
