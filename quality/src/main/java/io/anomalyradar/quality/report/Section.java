package io.anomalyradar.quality.report;

import java.util.ArrayList;
import java.util.List;

/** A heading and what stands below it. */
public final class Section {
    private final List<String> lines = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    /** A section with this heading. */
    public Section(String title) {
        lines.add("## " + title);
        lines.add("");
    }

    /** Adds a paragraph. */
    public Section text(String paragraph) {
        lines.add(paragraph);
        lines.add("");
        return this;
    }

    /** Adds a table. */
    public Section table(Table table) {
        lines.addAll(table.lines());
        lines.add("");
        return this;
    }

    /** Notes a figure of the section that has an aim. */
    public Section figure(Figure figure) {
        figures.add(figure);
        return this;
    }

    /** The figures that have an aim. */
    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    /** The lines. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
