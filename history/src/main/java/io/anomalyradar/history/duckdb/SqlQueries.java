package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.SqlAnswer;
import io.anomalyradar.history.SqlQuestion;
import io.anomalyradar.history.SqlRefusal;
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

    private SqlQueries() {}

    static SqlAnswer answer(Connection connection, SqlQuestion question, MemoryWatch watch) throws SQLException {
        SqlViews.make(connection, question);
        SqlGuard.check(connection, question.text(), SqlViews.NAMES);
        Sql.change(connection, "BEGIN TRANSACTION READ ONLY");
        try {
            return read(connection, question);
        } catch (SQLException failure) {
            if (watch.hasExceeded() || Failures.message(failure).startsWith("Out of Memory Error")) {
                throw new SqlRefusal("the question needs more than half of the store's memory"
                        + " (history.memory-limit-megabytes): group or sort less at once, or narrow the time");
            }
            throw explained(failure, question);
        }
    }

    private static SqlAnswer read(Connection connection, SqlQuestion question) throws SQLException {
        String bounded = BEFORE + withoutSemicolon(question.text()) + "\n) LIMIT " + (question.maxRows() + 1);
        return Sql.whole(connection, bounded, result -> SqlRows.read(result, question.maxRows()));
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
