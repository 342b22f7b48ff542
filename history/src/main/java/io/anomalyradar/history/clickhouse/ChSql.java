package io.anomalyradar.history.clickhouse;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text of statements. Values from outside are only ever put in by {@link #quoted}. */
final class ChSql {
    private ChSql() {}

    /** {@code format} with its arguments put in, the same on every host. */
    static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** A string literal. */
    static String quoted(String value) {
        StringBuilder literal = new StringBuilder(value.length() + 2).append('\'');
        for (int i = 0; i < value.length(); i++) {
            char next = value.charAt(i);
            switch (next) {
                case '\\', '\'' -> literal.append('\\').append(next);
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                case '\0' -> literal.append("\\0");
                default -> literal.append(next);
            }
        }
        return literal.append('\'').toString();
    }

    /** A name of a database or table. */
    static String name(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    /** Integers, separated by commas; −1, which no row has, when there are none. */
    static String list(Collection<Integer> numbers) {
        return numbers.isEmpty() ? "-1" : numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    static String quotedList(Collection<String> values) {
        return values.stream().map(ChSql::quoted).collect(Collectors.joining(", "));
    }
}
