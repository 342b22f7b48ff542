package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.ExportFormat;
import io.anomalyradar.history.ExportedFile;
import io.anomalyradar.history.SqlAnswer;
import io.anomalyradar.history.SqlQuestion;
import io.anomalyradar.history.SqlRefusal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Answers questions in SQL: {@link SqlGuard} admits them, {@link SqlViews} are what they see, a transaction that cannot
 * write is what they run in, and {@link MemoryWatch} ends those that take too much.
 */
final class SqlQueries {
    /** What DuckDB puts in front of the asker's text, in a line of its own. */
    private static final String BEFORE = "SELECT * FROM (\n";

    private static final int EXPORT_SECONDS = 300;

    /** As the answers in JSON write them: all times are in UTC. */
    private static final String TIMES = "TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%gZ'";

    private SqlQueries() {}

    /** What is done with the admitted question. */
    private interface Work<T> {
        T run() throws SQLException;
    }

    static SqlAnswer answer(Connection connection, SqlQuestion question, MemoryWatch watch) throws SQLException {
        return admitted(connection, question, watch, () -> read(connection, question));
    }

    /** Writes the whole answer to {@code file}, which does not exist if this fails. */
    static ExportedFile export(
            Connection connection, SqlQuestion question, ExportFormat format, Path file, MemoryWatch watch)
            throws SQLException {
        boolean whole = false;
        try {
            ExportedFile exported =
                    admitted(connection, question, watch, () -> written(connection, question, format, file));
            whole = true;
            return exported;
        } catch (SQLException failure) {
            if (ExportFolder.isTooLarge(file)) {
                throw new SqlRefusal("the export takes more than " + (ExportFolder.MAX_BYTES >> 30)
                        + " GiB, or leaves less than " + (ExportFolder.SPARE_BYTES >> 30)
                        + " GiB of the server's disk: export a shorter time, or fewer columns");
            }
            throw failure;
        } finally {
            if (!whole) {
                new ExportedFile(file, 0, 0).close();
            }
        }
    }

    private static ExportedFile written(Connection connection, SqlQuestion question, ExportFormat format, Path file)
            throws SQLException {
        String options =
                switch (format) {
                    case CSV -> "FORMAT csv, HEADER, " + TIMES;
                    case NDJSON -> "FORMAT json, " + TIMES;
                    case PARQUET -> "FORMAT parquet, COMPRESSION zstd";
                };
        String copy = "COPY (" + bounded(question) + "\n) TO " + ExportFolder.quoted(file) + " (" + options + ")";
        long rows = Sql.copy(connection, copy, EXPORT_SECONDS);
        if (rows > question.maxRows()) {
            throw new SqlRefusal("the answer has more than " + question.maxRows()
                    + " rows: raise the limit, or export a shorter time");
        }
        return new ExportedFile(file, rows, file.toFile().length());
    }

    private static <T> T admitted(Connection connection, SqlQuestion question, MemoryWatch watch, Work<T> work)
            throws SQLException {
        SqlViews.make(connection, question);
        SqlGuard.check(connection, question.text(), SqlViews.NAMES);
        Sql.change(connection, "BEGIN TRANSACTION READ ONLY");
        try {
            return work.run();
        } catch (SQLException failure) {
            if (watch.hasExceeded() || Failures.message(failure).startsWith("Out of Memory Error")) {
                throw new SqlRefusal("the question needs more than half of the store's memory"
                        + " (history.memory-limit-megabytes): group or sort less at once, or narrow the time");
            }
            throw explained(failure, question);
        }
    }

    private static SqlAnswer read(Connection connection, SqlQuestion question) throws SQLException {
        return Sql.whole(connection, bounded(question), result -> SqlRows.read(result, question.maxRows()));
    }

    /** With one row more than is allowed, so that a cut shows. */
    private static String bounded(SqlQuestion question) {
        return BEFORE + withoutSemicolon(question.text()) + "\n) LIMIT " + (question.maxRows() + 1);
    }

    private static String withoutSemicolon(String text) {
        String stripped = text.stripTrailing();
        return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : text;
    }

    /** A fault of the question is a refusal in DuckDB's words; anything else stays what it is. */
    private static SQLException explained(SQLException failure, SqlQuestion question) {
        String message = Failures.message(failure);
        int kind = message.indexOf(" Error: ");
        boolean ofQuestion = message.startsWith("Binder Error")
                || message.startsWith("Catalog Error")
                || message.startsWith("Parser Error")
                || message.startsWith("Conversion Error")
                || message.startsWith("Out of Range Error")
                || message.startsWith("Invalid Input Error")
                || message.startsWith("Not implemented Error")
                || message.startsWith("Invalid type Error");
        if (kind < 0 || !ofQuestion) {
            return failure;
        }
        String reason = words(message.substring(kind + " Error: ".length()));
        boolean quotesData = message.startsWith("Conversion")
                || message.startsWith("Invalid Input")
                || message.startsWith("Out of Range");
        if (quotesData && question.devices() != null) {
            reason = "a value cannot be converted: use TRY_CAST, or narrow what is converted";
        }
        throw SqlRefusal.at(question.text(), offset(message, question.text()), reason);
    }

    /** What DuckDB says before it shows the place. */
    private static String words(String message) {
        return message.lines()
                .takeWhile(line -> !line.startsWith("LINE "))
                .filter(line -> !line.isBlank())
                .limit(3)
                .collect(Collectors.joining(" "));
    }

    /** Where DuckDB's "LINE 2: …" and the caret below it point in the asker's text; negative when they do not. */
    private static long offset(String message, String text) {
        List<String> lines = message.lines().toList();
        for (int i = 0; i + 1 < lines.size(); i++) {
            String line = lines.get(i);
            int caret = lines.get(i + 1).indexOf('^');
            int colon = line.indexOf(": ");
            if (line.startsWith("LINE ") && colon > 0 && caret >= colon + 2) {
                int number = Integer.parseInt(line.substring("LINE ".length(), colon)) - 2; // ours is the first
                int start = 0;
                for (int passed = 0; passed < number && start >= 0; passed++) {
                    start = text.indexOf('\n', start) + 1;
                }
                boolean cut = line.startsWith("...", colon + 2);
                return cut || number < 0 ? -1 : start + caret - colon - 2L;
            }
        }
        return -1;
    }
}
