package io.anomalyradar.quality.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table in Markdown, with padded columns so that it is also readable on a terminal. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    /** A table with these headings. */
    public Table(String... headings) {
        columns = headings.length;
        rows.add(List.of(headings));
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if the number of cells differs from the number of headings
     */
    public Table row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("cells must be " + columns + ", were " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    /** A number with this many decimals; – for NaN. */
    public static String number(double value, int decimals) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A threshold with six decimals; – if it is infinite. */
    public static String threshold(double value) {
        return Double.isInfinite(value) ? "–" : String.format(Locale.ROOT, "%.6g", value);
    }

    /** The lines. */
    public List<String> lines() {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("|");
            for (int i = 0; i < columns; i++) {
                line.append(' ').append(row.get(i));
                line.append(" ".repeat(widths[i] - row.get(i).length())).append(" |");
            }
            lines.add(line.toString());
            if (lines.size() == 1) {
                lines.add(rule(widths));
            }
        }
        return lines;
    }

    private static String rule(int[] widths) {
        return Arrays.stream(widths)
                .mapToObj(width -> "-".repeat(width + 2))
                .collect(Collectors.joining("|", "|", "|"));
    }
}
