package io.anomalyradar.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question in SQL.
 *
 * @param rows each with a value for each column: a Boolean, a Long, a Double, a String, or null
 * @param complete whether these are all rows; false when the question's bound or the bound of bytes cut them
 */
public record SqlAnswer(List<Column> columns, List<List<@Nullable Object>> rows, boolean complete) {
    /**
     * A column.
     *
     * @param type as the database calls it: {@code VARCHAR}, {@code DOUBLE}, …
     */
    public record Column(String name, String type) {}
}
