package io.anomalyradar.history;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question in SQL about what is stored. It may read; docs/sql.md lists tables and functions.
 *
 * @param text one SELECT statement of at most {@value #MAX_CHARACTERS} characters
 * @param devices the only devices that the asker may see; null: all
 * @param range samples, windows and anomalies outside of it do not exist for this question
 * @param maxRows 1 to {@value #MAX_EXPORTED_ROWS}: an answer with more is cut, an export with more is refused
 */
public record SqlQuestion(String text, @Nullable Set<String> devices, TimeRange range, int maxRows) {
    public static final int MAX_CHARACTERS = 10_000;
    public static final int MAX_EXPORTED_ROWS = 50_000_000;

    public SqlQuestion {
        if (maxRows < 1 || maxRows > MAX_EXPORTED_ROWS) {
            throw new IllegalArgumentException("maxRows must be 1 to " + MAX_EXPORTED_ROWS + ", was " + maxRows);
        }
        devices = devices == null ? null : Set.copyOf(devices);
    }
}
