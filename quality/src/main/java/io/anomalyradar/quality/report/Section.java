package io.anomalyradar.quality.report;

import java.util.ArrayList;
import java.util.List;

/** A heading and its content. */
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
        lines.addAll(Paragraph.lines(paragraph));
        lines.add("");
        return this;
    }

    /** Adds a table. */
    public Section table(Table table) {
        lines.addAll(table.lines());
        lines.add("");
        return this;
    }

    /** Adds a figure with a target. */
    public Section figure(Figure figure) {
        figures.add(figure);
        return this;
    }

    /** The figures with a target. */
    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    /** The lines. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
