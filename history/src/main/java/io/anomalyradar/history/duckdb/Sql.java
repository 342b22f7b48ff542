package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Cancellation;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One statement at a time: prepared, bound, run and closed. Text never carries input; parameters do. */
final class Sql {
    /** A query that runs longer is stopped. */
    private static final int TIMEOUT_SECONDS = 30;

    /** Reads the current row, or all. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes the current row. */
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    /** {@code format} with its arguments put in, the same on every host: never a value from outside. */
    static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** All rows of a query, in its order. */
    static <T> List<T> rows(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        each(connection, sql, result -> rows.add(row.read(result)), parameters);
        return rows;
    }

    /** Gives all rows of a query to {@code row}, in its order; stops when the caller's work is cancelled. */
    static void each(Connection connection, String sql, RowReader row, @Nullable Object... parameters)
            throws SQLException {
        Row<Boolean> all = result -> {
            while (result.next()) {
                row.read(result);
            }
            return true;
        };
        whole(connection, sql, all, parameters);
    }

    /** What {@code result} makes of the rows of a query; stops when the caller's work is cancelled. */
    static <T> T whole(Connection connection, String sql, Row<T> result, @Nullable Object... parameters)
            throws SQLException {
        Cancellation cancellation = Cancellation.current();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            bind(statement, parameters);
            cancellation.started(() -> cancel(statement));
            try (ResultSet rows = statement.executeQuery()) {
                return result.read(rows);
            } finally {
                cancellation.ended();
            }
        }
    }

    private static void cancel(PreparedStatement statement) {
        try {
            statement.cancel();
        } catch (SQLException failure) {
            throw new IllegalStateException("a statement under way cannot be stopped", failure);
        }
    }

    /** The first row of a query that has at most one. */
    static <T> Optional<T> row(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        return rows(connection, sql, row, parameters).stream().findFirst();
    }

    /** A query that answers one number. */
    static long number(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return row(connection, sql, result -> result.getLong(1), parameters).orElseThrow();
    }

    /** Runs a statement that writes its rows to a file; stops when the caller's work is cancelled. The number of rows. */
    static long copy(Connection connection, String sql, int seconds) throws SQLException {
        Cancellation cancellation = Cancellation.current();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(seconds);
            cancellation.started(() -> cancel(statement));
            try {
                return statement.executeLargeUpdate();
            } catch (SQLTimeoutException stopped) { // the driver's word for any end before the time
                throw cancellation.isCancelled() ? new SQLException("INTERRUPT Error: cancelled", stopped) : stopped;
            } finally {
                cancellation.ended();
            }
        }
    }

    /** Runs a change without a time limit; answers how many rows it touched. */
    static long change(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** Runs statements that define something. */
    static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The double in {@code column}, NaN when it is NULL. */
    static double real(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    /** The source position in the columns topic_id, part, leader_epoch and source_offset. */
    static SourcePosition source(ResultSet row) throws SQLException {
        return new SourcePosition(
                row.getString("topic_id"),
                row.getInt("part"),
                row.getInt("leader_epoch"),
                row.getLong("source_offset"));
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }
}
