package io.anomalyradar.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The results of one measurement.
 *
 * @param how the procedure, for repeating the measurement
 * @param notes further observations, and the limits of the figures
 */
public record Section(String title, String how, List<Row> rows, List<String> notes) {
    public Section {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** This section with an additional note. */
    public Section with(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Section(title, how, rows, more);
    }
}
