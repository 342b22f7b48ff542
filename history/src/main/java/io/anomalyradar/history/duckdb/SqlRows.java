package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.SqlAnswer;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the answer to a question in SQL. */
final class SqlRows {
    /** Rows are kept while they have fewer characters in all; a number counts as eight. */
    private static final long MAX_CHARACTERS = 16 << 20;

    private SqlRows() {}

    /** At most {@code most} rows. */
    static SqlAnswer read(ResultSet result, int most) throws SQLException {
        ResultSetMetaData about = result.getMetaData();
        List<SqlAnswer.Column> columns = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.add(new SqlAnswer.Column(about.getColumnLabel(i), about.getColumnTypeName(i)));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long characters = 0;
        boolean complete = true;
        while (complete && result.next()) {
            complete = rows.size() < most && characters < MAX_CHARACTERS;
            if (complete) {
                List<@Nullable Object> row = row(result, columns);
                characters += row.stream().mapToLong(SqlRows::characters).sum();
                rows.add(row);
            }
        }
        return new SqlAnswer(columns, Collections.unmodifiableList(rows), complete);
    }

    private static long characters(@Nullable Object value) {
        return value instanceof String text ? text.length() : 8;
    }

    private static List<@Nullable Object> row(ResultSet result, List<SqlAnswer.Column> columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(value(result, i + 1, columns.get(i).type()));
        }
        return Collections.unmodifiableList(values);
    }

    /** A Boolean, a Long, a Double, or the text of anything else; times are in UTC. */
    private static @Nullable Object value(ResultSet result, int column, String type) throws SQLException {
        if (type.equals("TIMESTAMP WITH TIME ZONE")) {
            OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant().toString();
        }
        if (type.startsWith("TIMESTAMP")) {
            LocalDateTime time = result.getObject(column, LocalDateTime.class);
            return time == null ? null : time.toInstant(ZoneOffset.UTC).toString();
        }
        Object value = result.getObject(column);
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger whole) {
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole.toString();
        }
        if (value instanceof Float real) {
            return real.doubleValue();
        }
        boolean plain = value == null || value instanceof Boolean || value instanceof Long || value instanceof Double;
        return plain ? value : value.toString();
    }
}
