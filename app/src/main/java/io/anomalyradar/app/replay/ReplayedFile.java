package io.anomalyradar.app.replay;

import io.anomalyradar.app.csv.CsvProblems;

/**
 * What became of one file. All its frames are acknowledged.
 *
 * @param layout that was found, for people
 * @param rows read, those before the start included
 * @param frames sent; {@code samples} in them
 * @param skippedRows rows without a time or without a number
 * @param complete false when the replay was stopped within the file
 */
record ReplayedFile(
        String name,
        String layout,
        long rows,
        long frames,
        long samples,
        long skippedRows,
        boolean complete,
        CsvProblems problems) {}
