package io.anomalyradar.server.promql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a query into words. */
final class Lexer {
    /** Possessive, and no more parts than there are units: else Java's matcher recurses once for each part. */
    private static final Pattern DURATION = Pattern.compile("(?:[0-9]{1,18}+(?:ms|[smhdwy])){1,7}+(?![0-9a-zA-Z_])");

    private static final Pattern NUMBER = Pattern.compile(
            "(?:0[xX][0-9a-fA-F]+|(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(?![0-9a-zA-Z_:.])");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final List<String> SYMBOLS = List.of(
            "=~", "!~", "!=", "==", "<=", ">=", "(", ")", "{", "}", "[", "]", ",", "=", "<", ">", "+", "-", "*", "/",
            "%", "^", ":", "@");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The words of {@code query}, and an END. */
    static List<Token> tokens(String query) {
        return new Lexer(query).all();
    }

    private List<Token> all() {
        int brackets = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
                at++;
            } else if (next == '#') {
                int line = text.indexOf('\n', at);
                at = line < 0 ? text.length() : line;
            } else if (next == '"' || next == '\'' || next == '`') {
                string(next);
            } else if (next == ':' && brackets > 0) { // of a subquery, and not the start of a name
                add(Token.Kind.SYMBOL, ":");
            } else if (!take(DURATION, Token.Kind.DURATION)
                    && !take(NUMBER, Token.Kind.NUMBER)
                    && !take(WORD, Token.Kind.IDENTIFIER)) {
                String symbol = symbol();
                brackets += symbol.equals("[") ? 1 : symbol.equals("]") ? -1 : 0;
                add(Token.Kind.SYMBOL, symbol);
            }
        }
        tokens.add(new Token(Token.Kind.END, "", text.length()));
        return tokens;
    }

    private boolean take(Pattern pattern, Token.Kind kind) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        matcher.useTransparentBounds(true);
        if (!matcher.lookingAt()) {
            return false;
        }
        add(kind, matcher.group());
        return true;
    }

    private void add(Token.Kind kind, String word) {
        tokens.add(new Token(kind, word, at));
        at += word.length();
    }

    private String symbol() {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                return symbol;
            }
        }
        if (text.charAt(at) == '!') {
            throw failure(at, "unexpected \"!\": write != or !~");
        }
        int character = text.codePointAt(at);
        throw failure(
                at,
                (Character.isDigit(character) || character == '.'
                                ? "bad number or duration syntax at: \""
                                : "unexpected character: \"")
                        + new String(Character.toChars(character)) + "\"");
    }

    private void string(char quote) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char next = text.charAt(at++);
            if (next == '\n' && quote != '`') {
                throw failure(start, "unterminated quoted string");
            }
            if (next == '\\' && quote != '`') {
                escape(start, value);
            } else {
                value.append(next);
            }
        }
        if (at >= text.length()) {
            throw failure(start, "unterminated quoted string");
        }
        at++;
        tokens.add(new Token(Token.Kind.STRING, value.toString(), start));
    }

    private void escape(int start, StringBuilder value) {
        char code = at < text.length() ? text.charAt(at++) : ' ';
        switch (code) {
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'v' -> value.append('\u000b');
            case '\\', '"', '\'' -> value.append(code);
            case 'x' -> value.appendCodePoint(digits(start, 2, 16));
            case 'u' -> value.appendCodePoint(digits(start, 4, 16));
            case 'U' -> value.appendCodePoint(digits(start, 8, 16));
            default -> {
                at--;
                value.appendCodePoint(digits(start, 3, 8));
            }
        }
    }

    private int digits(int start, int count, int radix) {
        int end = Math.min(text.length(), at + count);
        int code = -1;
        try {
            code = end - at == count && text.charAt(at) != '-' && text.charAt(at) != '+'
                    ? Integer.parseInt(text, at, end, radix)
                    : -1;
        } catch (NumberFormatException none) {
            // said below
        }
        if (!Character.isValidCodePoint(code)) {
            throw failure(start, "unknown escape sequence in a string");
        }
        at = end;
        return code;
    }

    private QueryException failure(int position, String message) {
        return ErrorPlace.failure(text, position, message);
    }
}
