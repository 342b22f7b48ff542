package io.anomalyradar.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What one measurement found.
 *
 * @param how what was done, for someone who wants to do it again
 * @param notes what else was seen, and what limits the figures
 */
public record Section(String title, String how, List<Row> rows, List<String> notes) {
    public Section {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** This section with one more note. */
    public Section with(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Section(title, how, rows, more);
    }
}
