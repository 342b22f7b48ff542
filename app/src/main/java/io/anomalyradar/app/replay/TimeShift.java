package io.anomalyradar.app.replay;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.app.send.Speed;
import java.io.IOException;
import java.time.Clock;

/** The offset added to the times of a file, so that old data appears as new. */
@FunctionalInterface
interface TimeShift {
    /** Times stay as they are. */
    TimeShift NONE = file -> 0;

    /** Milliseconds to add to every time of {@code file}. */
    long millis(CsvFile file) throws IOException;

    /**
     * Moves a file's times to the present. In real time or slower, its first row is moved to now, so that the rows
     * arrive at their own times. At a higher speed, its newest row is moved to now, since later rows would soon be in
     * the future; this reads the file once more.
     */
    static TimeShift toNow(CsvOptions options, Speed speed, Clock clock) {
        return file -> {
            long anchor = speed.factor() <= 1 ? firstMillis(file, options) : newestMillis(file, options);
            return clock.millis() - anchor;
        };
    }

    private static long firstMillis(CsvFile file, CsvOptions options) throws IOException {
        try (CsvTable table = CsvTable.open(file, options)) {
            for (CsvRow row = table.next(); row != null; row = table.next()) {
                if (row.isTimed()) {
                    return row.timestampMillis();
                }
            }
            return 0;
        }
    }

    private static long newestMillis(CsvFile file, CsvOptions options) throws IOException {
        long newest = Long.MIN_VALUE;
        try (CsvTable table = CsvTable.open(file, options)) {
            for (CsvRow row = table.next(); row != null; row = table.next()) {
                if (row.isTimed()) {
                    newest = Math.max(newest, row.timestampMillis());
                }
            }
        }
        return newest == Long.MIN_VALUE ? 0 : newest;
    }
}
