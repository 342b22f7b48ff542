package io.anomalyradar.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The results of one measurement.
 *
 * @param how the procedure, for repeating the measurement
 * @param notes further observations, and the limits of the figures
 */
public record BenchmarkSection(String title, String how, List<Row> rows, List<String> notes) {
    public BenchmarkSection {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** This section with an additional note. */
    public BenchmarkSection with(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new BenchmarkSection(title, how, rows, more);
    }
}
