package io.anomalyradar.app.csv;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The user's description of a file's format.
 *
 * @param delimiter between cells; null: detected among {@code , ; \t |}
 * @param rowInterval time between two rows if a file has only row numbers, or no time at all, ≥ 1 ms
 * @param encoding null: detected
 * @param numbers how numbers are written; null: detected
 * @param timeFormat the name of a {@link TimeForm}, or a pattern such as {@code dd.MM.yyyy HH:mm}; null: detected
 * @param zone of times without an offset
 */
public record CsvOptions(
        @Nullable Character delimiter,
        Header header,
        ColumnMap columns,
        Duration rowInterval,
        @Nullable Charset encoding,
        @Nullable NumberStyle numbers,
        @Nullable String timeFormat,
        ZoneId zone) {
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

    /** Encoding, numbers and form of the time are detected; times without an offset are UTC. */
    public CsvOptions(@Nullable Character delimiter, Header header, ColumnMap columns, Duration rowInterval) {
        this(delimiter, header, columns, rowInterval, null, null, null, ZoneOffset.UTC);
    }
}
