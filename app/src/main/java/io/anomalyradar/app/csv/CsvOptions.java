package io.anomalyradar.app.csv;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The user's description of a file's format.
 *
 * @param delimiter between cells; null: detected among {@code , ; \t |}
 * @param rowInterval time between two rows if a file has only row numbers, or no time at all, ≥ 1 ms
 */
public record CsvOptions(@Nullable Character delimiter, Header header, ColumnMap columns, Duration rowInterval) {
    /** Everything detected; rows without a time are one second apart. */
    public static final CsvOptions DETECT =
            new CsvOptions(null, Header.DETECT, ColumnMap.DETECT, Duration.ofSeconds(1));

    /** Whether the first row names the columns. */
    public enum Header {
        DETECT,
        PRESENT,
        ABSENT
    }

    public CsvOptions {
        if (rowInterval.toMillis() < 1) {
            throw new IllegalArgumentException("the row interval must be at least 1 ms, was " + rowInterval);
        }
    }
}
