package io.anomalyradar.app.imports;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file. DuckDB writes its rows as CSV in the order of the file, so that its columns are found and named as
 * those of CSV files are; the copy is deleted when it is read.
 */
record ParquetPart(CsvFile file, CsvOptions options, @Nullable String device, Path temporary) implements ImportPart {
    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() throws IOException {
        return Files.size(file.path());
    }

    @Override
    public Rows open() throws IOException {
        Files.createDirectories(temporary);
        Path copy = Files.createTempFile(temporary, "parquet", ".csv.gz");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("SET memory_limit = '512MB'");
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("COPY (SELECT * FROM read_parquet(" + quoted(file.path()) + ")) TO " + quoted(copy)
                    + " (FORMAT csv, HEADER, COMPRESSION gzip)");
        } catch (SQLException unreadable) {
            Files.deleteIfExists(copy);
            throw new IOException(
                    file.path() + ": is no Parquet file that can be read: " + unreadable.getMessage(), unreadable);
        }
        String named = file.name().replaceFirst("(?i)\\.parquet$", ".csv");
        Rows rows;
        try {
            rows = new CsvPart(new CsvFile(copy, named), options, device).open();
        } catch (IOException refused) {
            Files.deleteIfExists(copy);
            throw refused;
        }
        long copied = Files.size(copy);
        long size = size();
        return new Rows() {
            @Override
            public @Nullable Row next() throws IOException {
                return rows.next();
            }

            @Override
            public long done() {
                return copied == 0 ? size : Math.min(size, (long) ((double) rows.done() / copied * size));
            }

            @Override
            public String layout() {
                return rows.layout();
            }

            @Override
            public Iterable<String> problems() {
                return rows.problems();
            }

            @Override
            public void close() throws IOException {
                rows.close();
                Files.deleteIfExists(copy);
            }
        };
    }

    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
    }
}
