package io.anomalyradar.server.promql.syntax;

/** Which texts are names of labels and metrics. */
public final class LabelNames {
    /** The label that holds the metric's name. */
    public static final String NAME = "__name__";

    private LabelNames() {}

    public static boolean isLabel(String text) {
        return !text.isEmpty() && !isDigit(text.charAt(0)) && text.chars().allMatch(c -> isLetter(c) || isDigit(c));
    }

    /** {@code text} with every character that a metric's name cannot have replaced by an underscore. */
    public static String asMetric(String text) {
        return replaced(text, ':');
    }

    /** {@code text} with every character that a label's name cannot have replaced by an underscore. */
    public static String asLabel(String text) {
        return replaced(text, '_');
    }

    private static String replaced(String text, int alsoAllowed) {
        StringBuilder name = new StringBuilder(text.length() + 1);
        text.codePoints().forEach(c -> name.append(isLetter(c) || isDigit(c) || c == alsoAllowed ? (char) c : '_'));
        if (name.isEmpty() || isDigit(name.charAt(0))) {
            name.insert(0, '_');
        }
        return name.toString();
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
