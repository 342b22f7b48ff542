package io.anomalyradar.app.csv;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How numbers are written: which character is the decimal one. The other one of comma and point, blanks and apostrophes
 * may group digits by three. The words NaN and Infinity and hexadecimal numbers are not numbers.
 */
public enum NumberStyle {
    POINT('.', ','),
    COMMA(',', '.');

    private static final Pattern SEPARATED =
            Pattern.compile("[+-]?[0-9]{0,30}(?:[., '’\u00a0\u202f][0-9]{1,30}){1,8}(?:[eE][+-]?[0-9]{1,3})?");
    private static final Pattern GROUPED =
            Pattern.compile("[+-]?[1-9][0-9]{0,2}(?:([., '’\u00a0\u202f])[0-9]{3})(?:\\1[0-9]{3}){0,8}");

    private final char decimal;
    private final char grouping;

    NumberStyle(char decimal, char grouping) {
        this.decimal = decimal;
        this.grouping = grouping;
    }

    /** The finite number in {@code text}, or NaN if there is none. */
    double parse(String text) {
        String digits = text.strip();
        if (digits.isEmpty() || digits.length() > 64 || !endsAsNumber(digits.charAt(digits.length() - 1))) {
            return Double.NaN;
        }
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' && (c < '0' || c > '9')) {
                return separated(digits);
            }
        }
        return decimal == '.' ? finite(digits) : separated(digits);
    }

    private static boolean endsAsNumber(char last) {
        return (last >= '0' && last <= '9') || last == '.' || last == ',';
    }

    private double separated(String text) {
        int end = text.indexOf(decimal);
        String whole = end < 0 ? text : text.substring(0, end);
        String rest = end < 0 ? "" : "." + text.substring(end + 1);
        if (rest.indexOf(',') >= 0 || rest.indexOf('.', 1) >= 0) {
            return Double.NaN;
        }
        int exponent = whole.indexOf('e') >= 0 ? whole.indexOf('e') : whole.indexOf('E');
        String mantissa = exponent < 0 ? whole : whole.substring(0, exponent);
        boolean plain = mantissa.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '+');
        if (!plain) {
            var grouped = GROUPED.matcher(mantissa);
            if (!grouped.matches() || exponent >= 0 || grouped.group(1).charAt(0) == decimal) {
                return Double.NaN;
            }
            mantissa = mantissa.replaceAll("[^0-9+-]", "");
        }
        return finite(mantissa + (exponent < 0 ? "" : whole.substring(exponent)) + rest);
    }

    private static double finite(String digits) {
        try {
            double number = Double.parseDouble(digits);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    boolean isNumber(String text) {
        return !Double.isNaN(parse(text));
    }

    /** Whether {@code text} is a number in either style. */
    static boolean isNumberInAny(String text) {
        return POINT.isNumber(text) || COMMA.isNumber(text);
    }

    /** What {@code cells} prove: the style, or null if every one can be read in both, or they contradict each other. */
    static @Nullable NumberStyle provenBy(List<String> cells) {
        boolean point = false;
        boolean comma = false;
        for (String cell : cells) {
            NumberStyle style = provenBy(cell.strip());
            point |= style == POINT;
            comma |= style == COMMA;
        }
        return point == comma ? null : point ? POINT : COMMA;
    }

    private static @Nullable NumberStyle provenBy(String cell) {
        boolean hasSeparator = cell.indexOf('.') >= 0 || cell.indexOf(',') >= 0;
        if (!hasSeparator || cell.length() > 64 || !SEPARATED.matcher(cell).matches()) {
            return null;
        }
        double asPoint = POINT.parse(cell);
        double asComma = COMMA.parse(cell);
        if (Double.isNaN(asPoint) == Double.isNaN(asComma)) {
            return null; // both, or none
        }
        return Double.isNaN(asComma) ? POINT : COMMA;
    }

    /** The first of {@code cells} that is another number in the other style; null if there is none. */
    static @Nullable String ambiguous(List<String> cells) {
        for (String cell : cells) {
            double asPoint = POINT.parse(cell);
            double asComma = COMMA.parse(cell);
            if (!Double.isNaN(asPoint) && !Double.isNaN(asComma) && asPoint != asComma) {
                return cell;
            }
        }
        return null;
    }

    char decimal() {
        return decimal;
    }

    char grouping() {
        return grouping;
    }
}
