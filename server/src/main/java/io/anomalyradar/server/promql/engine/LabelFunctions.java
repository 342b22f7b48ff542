package io.anomalyradar.server.promql.engine;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.anomalyradar.server.promql.syntax.LabelMatcher;
import io.anomalyradar.server.promql.syntax.LabelNames;
import io.anomalyradar.server.promql.syntax.QueryException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Functions that change labels. */
final class LabelFunctions {
    private LabelFunctions() {}

    /** {@code label_replace(v, target, replacement, source, regex)}. */
    static UnaryOperator<LabelSet> replace(List<String> texts) {
        String target = label(texts.get(0), "label_replace");
        String replacement = texts.get(1);
        String source = texts.get(2);
        Pattern pattern;
        try {
            pattern = LabelMatcher.compile(texts.get(3));
        } catch (IllegalArgumentException invalid) {
            throw QueryException.execution("invalid regular expression in label_replace(): " + invalid.getMessage());
        }
        return labels -> {
            Matcher matcher = pattern.matcher(labels.get(source));
            return matcher.matches() ? labels.with(target, expanded(replacement, matcher)) : labels;
        };
    }

    /** {@code label_join(v, target, separator, source…)}. */
    static UnaryOperator<LabelSet> join(List<String> texts) {
        String target = label(texts.get(0), "label_join");
        List<String> sources = texts.subList(2, texts.size());
        return labels -> labels.with(
                target,
                String.join(texts.get(1), sources.stream().map(labels::get).toList()));
    }

    private static String label(String name, String function) {
        if (!LabelNames.isLabel(name)) {
            throw QueryException.execution("invalid destination label name in " + function + "(): " + name);
        }
        return name;
    }

    /** Replaces {@code $1}, {@code ${name}} and {@code $$}; what was not captured is empty, as in Go. */
    private static String expanded(String replacement, Matcher matcher) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < replacement.length()) {
            char next = replacement.charAt(at++);
            if (next != '$' || at == replacement.length()) {
                text.append(next);
            } else if (replacement.charAt(at) == '$') {
                text.append('$');
                at++;
            } else {
                boolean braces = replacement.charAt(at) == '{';
                int start = braces ? at + 1 : at;
                int end = start;
                while (end < replacement.length() && isWord(replacement.charAt(end))) {
                    end++;
                }
                boolean closed = !braces || (end < replacement.length() && replacement.charAt(end) == '}');
                if (end == start || !closed) {
                    text.append(next);
                } else {
                    text.append(group(matcher, replacement.substring(start, end)));
                    at = braces ? end + 1 : end;
                }
            }
        }
        return text.toString();
    }

    private static boolean isWord(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String group(Matcher matcher, String name) {
        String found = null;
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = name.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(name);
            found = number <= matcher.groupCount() ? matcher.group(number) : null;
        } else if (matcher.pattern().namedGroups().containsKey(name)) {
            found = matcher.group(name);
        }
        return found == null ? "" : found;
    }

    /** The labels that {@code absent()} gives: those that the matchers fix. */
    static LabelSet fixed(List<LabelMatcher> matchers) {
        Map<String, String> fixed = new TreeMap<>();
        for (LabelMatcher matcher : matchers) {
            if (!matcher.label().equals(LabelNames.NAME)) {
                boolean once = matcher.operator() == LabelMatcher.Operator.EQUAL && !fixed.containsKey(matcher.label());
                fixed.put(matcher.label(), once ? matcher.value() : "");
            }
        }
        return LabelSet.of(fixed);
    }
}
