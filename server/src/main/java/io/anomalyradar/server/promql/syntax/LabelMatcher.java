package io.anomalyradar.server.promql.syntax;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a label. A label that a series does not have is an empty text. Regular expressions are those of RE2,
 * match the whole text, and take time linear in it.
 */
public final class LabelMatcher {
    private static final int MAX_PATTERN = 2_048;
    /** A repetition count copies what it repeats; this bounds all copies together. */
    private static final long MAX_COPIES = 1_000;

    /** How a label is compared. */
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        DOES_NOT_MATCH("!~");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        static @Nullable Operator of(String written) {
            for (Operator operator : values()) {
                if (operator.text.equals(written)) {
                    return operator;
                }
            }
            return null;
        }
    }

    private final String label;
    private final Operator operator;
    private final String value;
    private final @Nullable Pattern pattern;

    /**
     * A matcher.
     *
     * @throws IllegalArgumentException with the reason, when {@code value} is no regular expression or too costly
     */
    public LabelMatcher(String label, Operator operator, String value) {
        this.label = label;
        this.operator = operator;
        this.value = value;
        this.pattern = operator == Operator.MATCHES || operator == Operator.DOES_NOT_MATCH ? compile(value) : null;
    }

    /** A pattern to match whole texts with. */
    public static Pattern compile(String expression) {
        if (expression.length() > MAX_PATTERN || copies(expression) > MAX_COPIES) {
            throw new IllegalArgumentException("the regular expression is too large: it may have " + MAX_PATTERN
                    + " characters, and repetition counts of " + MAX_COPIES + " multiplied");
        }
        try {
            return Pattern.compile("(?s:" + expression + ")");
        } catch (PatternSyntaxException invalid) {
            throw new IllegalArgumentException(
                    "error parsing regexp: " + invalid.getDescription() + ": `" + invalid.getPattern() + "`", invalid);
        }
    }

    /** All counts in braces multiplied: at least as many copies as the compiled expression has. */
    private static long copies(String expression) {
        long copies = 1;
        for (int open = expression.indexOf('{'); open >= 0; open = expression.indexOf('{', open + 1)) {
            int close = expression.indexOf('}', open);
            if (close < 0) {
                break;
            }
            long count = 1;
            for (String bound : expression.substring(open + 1, close).split(",", -1)) {
                if (!bound.isEmpty() && bound.length() < 5 && bound.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    count = Math.max(count, Long.parseLong(bound));
                }
            }
            copies = Math.min(copies * count, MAX_COPIES + 1);
        }
        return copies;
    }

    public String label() {
        return label;
    }

    public Operator operator() {
        return operator;
    }

    public String value() {
        return value;
    }

    public boolean matches(String text) {
        return switch (operator) {
            case EQUAL -> value.equals(text);
            case NOT_EQUAL -> !value.equals(text);
            case MATCHES -> pattern != null && pattern.matches(text);
            case DOES_NOT_MATCH -> pattern != null && !pattern.matches(text);
        };
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s%s\"%s\"", label, operator.text, value);
    }
}
