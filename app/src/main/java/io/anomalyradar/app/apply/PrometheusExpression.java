package io.anomalyradar.app.apply;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms of an expression in PromQL that can be carried over: a metric against a number, and a metric that is absent.
 *
 * @param metric its name
 * @param labels what the labels must be
 * @param comparison {@code >}, {@code >=}, {@code <}, {@code <=}; empty: it is absent
 * @param limit what it is compared with; NaN: it is absent
 */
record PrometheusExpression(String metric, Map<String, String> labels, String comparison, double limit) {
    private static final String SELECTOR = "([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{([^{}]*)\\})?";
    private static final Pattern THRESHOLD =
            Pattern.compile("\\(*\\s*" + SELECTOR + "\\s*\\)*\\s*(>=|<=|>|<|==)\\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)");
    private static final Pattern ABSENT =
            Pattern.compile("absent(?:_over_time)?\\(\\s*" + SELECTOR + "\\s*(?:\\[[0-9a-z]+\\])?\\s*\\)");
    private static final Pattern LABEL =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"([^\"\\\\]*)\"\\s*(?:,|$)");

    boolean isAbsence() {
        return comparison.isEmpty();
    }

    /** The expression in {@code text}; empty: it has another form. */
    static Optional<PrometheusExpression> of(String text) {
        String plain = text.strip();
        Matcher absent = ABSENT.matcher(plain);
        if (absent.matches()) {
            return labels(absent.group(2))
                    .map(labels -> new PrometheusExpression(absent.group(1), labels, "", Double.NaN));
        }
        Matcher threshold = THRESHOLD.matcher(plain);
        if (!threshold.matches() || !isNumber(threshold.group(4))) {
            return Optional.empty();
        }
        String metric = threshold.group(1);
        String comparison = threshold.group(3);
        double limit = Double.parseDouble(threshold.group(4));
        Optional<Map<String, String>> labels = labels(threshold.group(2));
        if (comparison.equals("==")) {
            boolean isDown = metric.equals("up") && limit == 0;
            return isDown
                    ? labels.map(each -> new PrometheusExpression(metric, each, "", Double.NaN))
                    : Optional.empty();
        }
        return labels.map(each -> new PrometheusExpression(metric, each, comparison, limit));
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException malformed) {
            return false;
        }
    }

    /** Labels that must be equal to a text; empty: there are others. */
    private static Optional<Map<String, String>> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        String rest = text == null ? "" : text.strip();
        while (!rest.isEmpty()) {
            Matcher label = LABEL.matcher(rest);
            if (!label.lookingAt()) {
                return Optional.empty();
            }
            labels.put(label.group(1), label.group(2));
            rest = rest.substring(label.end()).strip();
        }
        return Optional.of(labels);
    }
}
