package io.anomalyradar.app.replay;

import io.anomalyradar.app.csv.CsvFile;

/**
 * The start of a replay: files with lower names are left out, and so are the rows of this file before {@code row}.
 *
 * @param row from 1
 */
record StartAt(String file, long row) {
    static final StartAt BEGINNING = new StartAt("", 1);

    /**
     * {@code FILE:ROW} as a replay that was stopped prints it.
     *
     * @throws IllegalArgumentException when it is not of this form
     */
    static StartAt of(String text) {
        int colon = text.lastIndexOf(':');
        try {
            long row = Long.parseLong(text.substring(colon + 1));
            if (colon > 0 && row > 0) {
                return new StartAt(text.substring(0, colon), row);
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw new IllegalArgumentException("--start-at must be FILE:ROW with a row from 1, was '" + text + "'");
    }

    boolean leavesOut(CsvFile wholeFile) {
        return wholeFile.name().compareTo(file) < 0;
    }

    /** The first row of {@code begun} to send. */
    long firstRow(CsvFile begun) {
        return begun.name().equals(file) ? row : 1;
    }

    @Override
    public String toString() {
        return file + ":" + row;
    }
}
