package io.anomalyradar.server.doors.influx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of InfluxDB's line protocol: {@code measurement,tag=value field=1.5,other=3i 1732233600000000000}. A
 * backslash escapes a comma, a space and an equals sign outside of texts, and a quote and a backslash in them; before
 * any other character it stands for itself. The position in messages counts from 1.
 */
final class LineProtocol {
    /**
     * The parts of a line.
     *
     * @param tags by key
     * @param numbers the fields that are numbers or booleans (1 and 0), in their order; texts are left out
     * @param timestamp in the request's precision; null: none
     */
    record Line(
            String measurement,
            SortedMap<String, String> tags,
            Map<String, Double> numbers,
            @Nullable Long timestamp) {}

    /** The line is not line protocol; the message names the position and what was expected. */
    static final class InvalidLine extends Exception {
        private static final long serialVersionUID = 1;

        InvalidLine(String message) {
            super(message, null, false, false);
        }
    }

    private static final Set<String> TRUE = Set.of("t", "T", "true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("f", "F", "false", "False", "FALSE");

    private final String text;
    private int at;

    private LineProtocol(String text) {
        this.text = text;
    }

    static Line parse(String line) throws InvalidLine {
        return new LineProtocol(line).line();
    }

    private Line line() throws InvalidLine {
        skipSpaces();
        String measurement = word(", ");
        require(!measurement.isEmpty(), "a measurement");
        SortedMap<String, String> tags = new TreeMap<>();
        while (next(',')) {
            String key = word(",= ");
            require(!key.isEmpty() && next('='), "a tag as key=value");
            String value = word(", ");
            require(!value.isEmpty(), "the value of tag " + key);
            require(tags.put(key, value) == null, "no second tag " + key);
        }
        require(next(' '), "a space before the fields");
        skipSpaces();
        Map<String, Double> numbers = new LinkedHashMap<>();
        do {
            field(numbers);
        } while (next(','));
        Long timestamp = null;
        if (next(' ')) {
            skipSpaces();
            timestamp = at < text.length() ? time() : null;
        }
        skipSpaces();
        require(at == text.length(), "the end of the line");
        return new Line(measurement, tags, numbers, timestamp);
    }

    private void field(Map<String, Double> numbers) throws InvalidLine {
        String key = word(",= ");
        require(!key.isEmpty() && next('='), "a field as key=value");
        if (next('"')) {
            skipText();
            return;
        }
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ' ') {
            at++;
        }
        String value = text.substring(start, at);
        Double number = number(value);
        if (number == null) {
            at = start;
            throw expected(
                    "a number, a boolean or a quoted text as the value of field " + key + ", not '" + value + "'");
        }
        numbers.putIfAbsent(key, number);
    }

    private static @Nullable Double number(String value) {
        if (TRUE.contains(value)) {
            return 1.0;
        }
        if (FALSE.contains(value)) {
            return 0.0;
        }
        boolean whole = value.endsWith("i") || value.endsWith("u");
        String digits = whole ? value.substring(0, value.length() - 1) : value;
        if (digits.isEmpty() || !digits.chars().allMatch(LineProtocol::isInNumber)) {
            return null; // what Java also takes, such as 0x1p3 or NaN, is no number here
        }
        try {
            return Double.valueOf(digits);
        } catch (NumberFormatException malformed) {
            return null;
        }
    }

    private static boolean isInNumber(int c) {
        return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
    }

    private long time() throws InvalidLine {
        int start = at;
        while (at < text.length() && text.charAt(at) != ' ') {
            at++;
        }
        try {
            return Long.parseLong(text.substring(start, at));
        } catch (NumberFormatException malformed) {
            at = start;
            throw expected("a timestamp, which is a whole number");
        }
    }

    /** The text up to one of {@code ends}, unescaped. */
    private String word(String ends) {
        StringBuilder word = new StringBuilder();
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean escapes = c == '\\' && at + 1 < text.length() && ",= ".indexOf(text.charAt(at + 1)) >= 0;
            if (escapes) {
                at++;
                word.append(text.charAt(at));
            } else if (ends.indexOf(c) >= 0) {
                break;
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    /** Moves behind the closing quote. */
    private void skipText() throws InvalidLine {
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        require(next('"'), "a closing quote");
    }

    private boolean next(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private void require(boolean holds, String wanted) throws InvalidLine {
        if (!holds) {
            throw expected(wanted);
        }
    }

    private InvalidLine expected(String wanted) {
        return new InvalidLine("at character " + (at + 1) + " there should be " + wanted);
    }
}
