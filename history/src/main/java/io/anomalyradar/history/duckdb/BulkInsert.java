package io.anomalyradar.history.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * Inserts Java objects into one table, in their order. DuckDB pulls them through a table function in chunks of columns,
 * which costs a quarter of its row appender, and as they are the source of an ordinary INSERT they can be an upsert
 * too. Used by one thread at a time.
 */
final class BulkInsert<R> implements DuckDBTableFunction<Object, Object, Object> {

    /** Writes one column of {@code item} into row {@code row} of {@code vector}. */
    interface Cell<R> {
        void write(DuckDBWritableVector vector, long row, R item);
    }

    /** A column of the table. */
    record Column<R>(String name, DuckDBColumnType type, Cell<R> cell) {}

    private final List<Column<R>> columns;
    private final String statement;
    private volatile @Nullable Iterator<? extends R> rows;

    /**
     * Prepares to insert into {@code table}.
     *
     * @param columns all columns of the table, in its order
     * @param onConflict the text after the SELECT: an ON CONFLICT clause, or empty
     */
    BulkInsert(DuckDBConnection connection, String table, List<Column<R>> columns, String onConflict)
            throws SQLException {
        this.columns = List.copyOf(columns);
        String function = "new_" + table;
        this.statement = "INSERT INTO " + table + " SELECT * FROM " + function + "() " + onConflict;
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(function).withFunction(this).register(connection);
        }
    }

    /** Inserts {@code items}, of which there is at least one; answers how many rows that inserted or changed. */
    long insert(Connection connection, Iterable<? extends R> items) throws SQLException {
        rows = items.iterator();
        try (Statement insert = connection.createStatement()) {
            return insert.executeUpdate(statement);
        } finally {
            rows = null;
        }
    }

    @Override
    public Object bind(DuckDBTableFunctionBindInfo info) {
        for (Column<R> column : columns) {
            info.addResultColumn(column.name(), column.type());
        }
        return this;
    }

    @Override
    public Object init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1); // order of the rows, and the iterator is not for several threads
        return this;
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
        Iterator<? extends R> source = rows;
        if (source == null) {
            throw new IllegalStateException("the function is for the history store's own inserts");
        }
        int width = columns.size();
        DuckDBWritableVector[] vectors = new DuckDBWritableVector[width];
        for (int i = 0; i < width; i++) {
            vectors[i] = chunk.vector(i);
        }
        long capacity = chunk.capacity();
        long row = 0;
        while (row < capacity && source.hasNext()) {
            R item = source.next();
            for (int i = 0; i < width; i++) {
                columns.get(i).cell().write(vectors[i], row, item);
            }
            row++;
        }
        return row;
    }

    static <R> Column<R> integer(String name, ToInt<R> of) {
        return new Column<>(name, DuckDBColumnType.INTEGER, (vector, row, item) -> vector.setInt(row, of.value(item)));
    }

    static <R> Column<R> tiny(String name, ToInt<R> of) {
        return new Column<>(
                name, DuckDBColumnType.TINYINT, (vector, row, item) -> vector.setByte(row, (byte) of.value(item)));
    }

    static <R> Column<R> bigint(String name, ToLong<R> of) {
        return new Column<>(name, DuckDBColumnType.BIGINT, (vector, row, item) -> vector.setLong(row, of.value(item)));
    }

    static <R> Column<R> text(String name, ToText<R> of) {
        return new Column<>(
                name, DuckDBColumnType.VARCHAR, (vector, row, item) -> vector.setString(row, of.value(item)));
    }

    /** A column of doubles, NaN included. */
    static <R> Column<R> real(String name, ToReal<R> of) {
        return new Column<>(
                name, DuckDBColumnType.DOUBLE, (vector, row, item) -> vector.setDouble(row, of.value(item)));
    }

    /** A column of doubles in which NaN becomes NULL. */
    static <R> Column<R> optionalReal(String name, ToReal<R> of) {
        return new Column<>(name, DuckDBColumnType.DOUBLE, (vector, row, item) -> {
            double value = of.value(item);
            if (Double.isNaN(value)) {
                vector.setNull(row);
            } else {
                vector.setDouble(row, value);
            }
        });
    }

    interface ToInt<R> {
        int value(R item);
    }

    interface ToLong<R> {
        long value(R item);
    }

    interface ToReal<R> {
        double value(R item);
    }

    interface ToText<R> {
        String value(R item);
    }
}
