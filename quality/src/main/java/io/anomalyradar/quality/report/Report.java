package io.anomalyradar.quality.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The complete text of docs/quality.md: the origin of the figures, the headline, the figures with a target, and the
 * sections. Not thread-safe.
 */
public final class Report {
    private final Origin origin;
    private final List<Section> headline = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    /** A report without sections. */
    public Report(Origin origin) {
        this.origin = origin;
    }

    /** Adds a section before the figures with a target. */
    public void addHeadline(Section section) {
        headline.add(section);
    }

    /** Adds a section at the end. */
    public void add(Section section) {
        sections.add(section);
    }

    /** All figures with a target. */
    public Section summary() {
        Table table = new Table("figure", "measured", "aim", "met");
        sections.stream().flatMap(section -> section.figures().stream()).forEach(figure -> table.row(figure.cells()));
        return new Section("In short")
                .text(
                        "Targets, and what the default reaches on all of the data here. They serve to find faults and may not be quoted.")
                .table(table);
    }

    /** The lines, the summary before the sections. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(origin.lines());
        headline.forEach(section -> lines.addAll(section.lines()));
        lines.addAll(summary().lines());
        sections.forEach(section -> lines.addAll(section.lines()));
        return lines;
    }
}
