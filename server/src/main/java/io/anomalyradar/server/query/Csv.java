package io.anomalyradar.server.query;

import io.anomalyradar.history.SqlAnswer;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV (RFC 4180): a line of names, then a line for each row. NULL is an empty field, an empty text is {@code ""}.
 */
final class Csv {
    private Csv() {}

    static String of(SqlAnswer answer) {
        StringBuilder text = new StringBuilder();
        line(text, answer.columns().stream().map(SqlAnswer.Column::name).toList());
        answer.rows().forEach(row -> line(text, row));
        return text.toString();
    }

    private static void line(StringBuilder text, List<? extends @Nullable Object> row) {
        for (Iterator<? extends @Nullable Object> values = row.iterator(); values.hasNext(); ) {
            field(text, values.next());
            text.append(values.hasNext() ? "," : "\r\n");
        }
    }

    private static void field(StringBuilder text, @Nullable Object value) {
        if (value == null) {
            return;
        }
        String plain = value.toString();
        boolean quoted = plain.isEmpty() || plain.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        text.append(quoted ? '"' + plain.replace("\"", "\"\"") + '"' : plain);
    }
}
