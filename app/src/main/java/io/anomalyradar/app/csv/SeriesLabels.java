package io.anomalyradar.app.csv;

import io.anomalyradar.app.csv.CsvLayout.FixedColumn;
import io.anomalyradar.app.csv.CsvLayout.TimeColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns of text that tell series apart although no name says so: where several rows have the same time, and a text
 * differs among them, the rows are of several devices or metrics, and one series of all of them would be wrong.
 */
final class SeriesLabels {
    private static final double FEW = 0.1;
    private static final double CLEARLY = 0.8;

    private final CsvFrame frame;
    private final @Nullable TimeColumn time;
    private final Set<Integer> used;
    private final boolean oneValue;

    /** @param oneValue whether a row has one value, so that texts may name its metric */
    SeriesLabels(CsvFrame frame, @Nullable TimeColumn time, Set<Integer> used, boolean oneValue) {
        this.frame = frame;
        this.time = time;
        this.used = used;
        this.oneValue = oneValue;
    }

    /** {@code known}, or the column that names the device after all. */
    int device(int known) {
        if (known != CsvLayout.NONE || repeats(List.of()) < FEW) {
            return known;
        }
        for (int i : candidates()) {
            if (repeats(List.of(i)) < repeats(List.of()) * CLEARLY) {
                used.add(i);
                return i;
            }
        }
        return CsvLayout.NONE;
    }

    /** Further columns that tell series of {@code device} apart: parts of the metric's name. */
    List<Integer> metric(int device, List<Integer> known) {
        List<Integer> parts = new ArrayList<>(known);
        if (device != CsvLayout.NONE) {
            parts.add(device);
        }
        List<Integer> added = new ArrayList<>();
        for (int i : oneValue ? candidates() : List.<Integer>of()) {
            double before = repeats(parts);
            parts.add(i);
            if (before >= FEW && repeats(parts) < before * CLEARLY) {
                added.add(i);
                used.add(i);
            } else {
                parts.remove(parts.size() - 1);
            }
        }
        return added;
    }

    /**
     * Columns that would name a device or metric if they did not always hold the same text.
     *
     * @param valueOnly whether the column of values is named so, and says nothing of what it measures
     */
    List<FixedColumn> fixed(boolean valueOnly) {
        List<FixedColumn> fixed = new ArrayList<>();
        for (int i = 0; i < frame.width() && frame.header(); i++) {
            List<String> cells = frame.column(i);
            String name = frame.columns().get(i);
            boolean naming = valueOnly || RoleNames.isDevice(name) || RoleNames.isMetric(name);
            if (!used.contains(i)
                    && naming
                    && !cells.isEmpty()
                    && cells.stream().noneMatch(NumberStyle::isNumberInAny)
                    && cells.stream().allMatch(cells.get(0)::equals)) {
                fixed.add(new FixedColumn(i, cells.get(0).strip()));
            }
        }
        return fixed;
    }

    /** Unused columns of few different texts. */
    private List<Integer> candidates() {
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < frame.width(); i++) {
            List<String> cells = frame.column(i);
            long distinct = cells.stream().distinct().count();
            if (!used.contains(i)
                    && distinct > 1
                    && distinct * 2 <= cells.size()
                    && Words.switchOf(cells) == null
                    && cells.stream().noneMatch(cell -> NumberStyle.isNumberInAny(cell) || Cells.isTimeOrClock(cell))) {
                candidates.add(i);
            }
        }
        return candidates;
    }

    /** The share of rows whose time, and texts in {@code columns}, an earlier row has as well. */
    private double repeats(List<Integer> columns) {
        TimeColumn column = time;
        if (column == null || frame.rows().isEmpty()) {
            return 0;
        }
        Set<List<String>> seen = new HashSet<>();
        int repeated = 0;
        for (List<String> row : frame.rows()) {
            List<String> key = new ArrayList<>();
            key.add(cell(row, column.index()));
            key.add(column.clock() == CsvLayout.NONE ? "" : cell(row, column.clock()));
            columns.forEach(index -> key.add(cell(row, index)));
            repeated += seen.add(key) ? 0 : 1;
        }
        return (double) repeated / frame.rows().size();
    }

    private static String cell(List<String> row, int index) {
        return index < row.size() ? row.get(index) : "";
    }
}
