package io.anomalyradar.app.csv;

import java.util.ArrayList;
import java.util.List;

/** Counts invalid parts of a file's rows and keeps the first few as examples. Not thread-safe. */
public final class CsvProblems {
    private static final int MAX_EXAMPLES = 5;
    private static final int MAX_SHOWN = 40;

    private final String file;
    private long badCells;
    private long badTimes;
    private long badRows;
    private final List<String> examples = new ArrayList<>();

    CsvProblems(String file) {
        this.file = file;
    }

    void badCell(long line, String column, String cell) {
        badCells++;
        note(line, "column '" + column + "': '" + shortened(cell) + "' is not a finite number; no sample");
    }

    void badTime(long line, String cell, boolean skipped) {
        badTimes++;
        note(
                line,
                "'" + shortened(cell)
                        + (skipped
                                ? "' does not exist: the clocks of the zone go forward then (--zone)"
                                : "' is not a time of this file's form (--time-format)")
                        + "; the row has none");
    }

    void badWidth(long line, int cells, int columns) {
        badRows++;
        note(line, "the row has " + cells + " cells, the file " + columns + " columns; it is left out");
    }

    private void note(long line, String what) {
        if (examples.size() < MAX_EXAMPLES) {
            examples.add(file + ":" + line + ": " + what);
        }
    }

    private static String shortened(String cell) {
        return cell.length() <= MAX_SHOWN ? cell : cell.substring(0, MAX_SHOWN) + "…";
    }

    /** Cells that are neither empty nor a number. */
    public long badCells() {
        return badCells;
    }

    /** Rows with an invalid time. */
    public long badTimes() {
        return badTimes;
    }

    /** Rows with more or fewer cells than the file has columns; they are left out. */
    public long badRows() {
        return badRows;
    }

    public long count() {
        return badCells + badTimes + badRows;
    }

    /** The first problems as {@code file:line: what}. */
    public List<String> examples() {
        return List.copyOf(examples);
    }
}
