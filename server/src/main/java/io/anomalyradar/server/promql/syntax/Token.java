package io.anomalyradar.server.promql.syntax;

import java.util.Locale;

/**
 * A word of a query.
 *
 * @param text as written; of a string its value
 * @param position of its first character in the query
 */
record Token(Kind kind, String text, int position) {
    enum Kind {
        IDENTIFIER,
        NUMBER,
        DURATION,
        STRING,
        /** An operator or a bracket. */
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Whether it is this keyword, in any case of letters. */
    boolean isWord(String keyword) {
        return kind == Kind.IDENTIFIER && text.equalsIgnoreCase(keyword);
    }

    String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** For messages. */
    String described() {
        return switch (kind) {
            case IDENTIFIER -> "identifier \"" + text + "\"";
            case NUMBER -> "number \"" + text + "\"";
            case DURATION -> "duration \"" + text + "\"";
            case STRING -> "string";
            case SYMBOL -> "\"" + text + "\"";
            case END -> "end of input";
        };
    }
}
