package io.anomalyradar.history.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;

/** DuckDB in memory, which reads, sorts and counts the files that a version of a table names. Not thread-safe. */
final class LakeEngine implements AutoCloseable {
    private final Connection connection;

    /** @param spill where it sorts what does not fit {@code megabytes} */
    LakeEngine(int megabytes, Path spill) {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            run("SET memory_limit='" + megabytes + "MB'");
            run("SET temp_directory=" + text(spill.resolve(".spill").toString()));
            run("SET threads=2");
            run("SET TimeZone='UTC'");
        } catch (SQLException failed) {
            throw failure("DuckDB cannot be started", failed);
        }
    }

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A relation of the rows in {@code files}; the schema where there are none, which read_parquet refuses. */
    static String relation(LakeSchema schema, List<DataFile> files) {
        if (files.isEmpty()) {
            return schema.schema().columns().stream()
                    .map(column -> "NULL::" + sqlType(column.type().toString()) + " AS \"" + column.name() + "\"")
                    .collect(Collectors.joining(", ", "(SELECT ", " WHERE false)"));
        }
        return files.stream()
                .map(file -> text(LocalFiles.path(file.location()).toString()))
                .collect(Collectors.joining(", ", "read_parquet([", "], hive_partitioning = false)"));
    }

    private static String sqlType(String iceberg) {
        return switch (iceberg) {
            case "string" -> "VARCHAR";
            case "int" -> "INTEGER";
            case "long" -> "BIGINT";
            case "double" -> "DOUBLE";
            default -> iceberg.toUpperCase(java.util.Locale.ROOT); // timestamptz
        };
    }

    void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw failure("the lake cannot be read", failed);
        }
    }

    /** The number in the first column of the only row. */
    long number(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException failed) {
            throw failure("the lake cannot be read", failed);
        }
    }

    Connection connection() {
        return connection;
    }

    static LakeFailure failure(String message, SQLException failed) {
        return new LakeFailure(message, new IOException(failed.getMessage(), failed));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw failure("DuckDB cannot be closed", failed);
        }
    }
}
