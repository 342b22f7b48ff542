package io.anomalyradar.quality.dataset;

import io.anomalyradar.app.csv.ColumnMap;
import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a detector may see of one series or device.
 *
 * @param name of the file, below the folder of its family
 * @param group the group of its rows in tables
 * @param data the rows that are scored; label columns are ignored by name
 * @param past earlier rows, without labels; null: none
 * @param rowInterval time between two rows, if rows are numbered
 * @param skipped rows at the start of {@code data} that the detector does not see
 */
public record Recording(
        String name, String group, CsvFile data, @Nullable CsvFile past, Duration rowInterval, int skipped) {

    /** How the files are read. */
    public CsvOptions options() {
        return new CsvOptions(null, CsvOptions.Header.PRESENT, ColumnMap.DETECT, rowInterval);
    }

    /** This recording without its first {@code rows} rows. */
    public Recording without(int rows) {
        return new Recording(name, group, data, past, rowInterval, rows);
    }
}
