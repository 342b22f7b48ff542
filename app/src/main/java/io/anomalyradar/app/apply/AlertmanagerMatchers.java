package io.anomalyradar.app.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.model.alert.AlertSeverity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Alertmanager's matchers as the conditions of a route or silence: {@code alertname} as ids of rules, {@code instance} as
 * the device, every other label as a label of the rule. Regular expressions are carried over as far as {@code *} or a
 * list of names says the same.
 */
final class AlertmanagerMatchers {
    private static final Pattern TEXT =
            Pattern.compile("\\s*\"?([a-zA-Z_][a-zA-Z0-9_]*)\"?\\s*(=~|!~|!=|=)\\s*\"?(.*?)\"?\\s*", Pattern.DOTALL);
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9_. -]+(\\|[A-Za-z0-9_. -]+)*");
    private static final Pattern PARTS = Pattern.compile("(\\.\\*|\\.\\+|\\\\.|[A-Za-z0-9_:/@ -])+");

    /** One condition on one label. */
    record Condition(String label, String value, boolean isRegex, boolean isEqual) {
        String shown() {
            return label + (isEqual ? "=" : "!") + (isRegex ? "~" : isEqual ? "" : "=") + "\"" + value + "\"";
        }
    }

    private AlertmanagerMatchers() {}

    /** The conditions of a route: {@code match}, {@code match_re} and {@code matchers}. */
    static List<Condition> ofRoute(JsonNode route) {
        List<Condition> conditions = new ArrayList<>();
        route.path("match")
                .properties()
                .forEach(each -> conditions.add(
                        new Condition(each.getKey(), each.getValue().asText(), false, true)));
        route.path("match_re")
                .properties()
                .forEach(each -> conditions.add(
                        new Condition(each.getKey(), each.getValue().asText(), true, true)));
        for (JsonNode text : route.path("matchers")) {
            for (String each :
                    text.asText().replaceAll("^\\s*\\{|\\}\\s*$", "").split(",(?=[^\"]*(?:\"[^\"]*\"[^\"]*)*$)", -1)) {
                Matcher found = TEXT.matcher(each);
                if (found.matches()) {
                    String operator = found.group(2);
                    conditions.add(new Condition(
                            found.group(1), found.group(3), operator.endsWith("~"), operator.startsWith("=")));
                }
            }
        }
        return conditions;
    }

    /** The conditions of a silence, as the API of Alertmanager has them. */
    static List<Condition> ofSilence(JsonNode silence) {
        List<Condition> conditions = new ArrayList<>();
        for (JsonNode each : silence.path("matchers")) {
            conditions.add(new Condition(
                    each.path("name").asText(),
                    each.path("value").asText(),
                    each.path("isRegex").asBoolean(false),
                    each.path("isEqual").asBoolean(true)));
        }
        return conditions;
    }

    /** Adds {@code condition} to {@code entry}; the answer says why it cannot be carried over, empty: it is. */
    static Optional<String> carry(Condition condition, ObjectNode entry, boolean isRoute) {
        if (!condition.isEqual()) {
            return Optional.of(condition.shown() + " excludes, which conditions here cannot");
        }
        switch (condition.label()) {
            case "alertname" -> {
                Optional<List<String>> names = names(condition);
                names.ifPresent(all -> {
                    ArrayNode rules = entry.withArray("rules");
                    all.forEach(name -> rules.add(PrometheusRules.plain(name)));
                });
                return names.isPresent() ? Optional.empty() : Optional.of(notExpressed(condition));
            }
            case "severity" -> {
                return severity(condition, entry, isRoute);
            }
            case "instance" -> {
                Optional<String> glob = glob(condition);
                glob.ifPresent(device -> entry.withObject("/selector").put("device", device));
                return glob.isPresent() ? Optional.empty() : Optional.of(notExpressed(condition));
            }
            default -> {
                Optional<String> glob = glob(condition);
                glob.ifPresent(value -> entry.withObject("/labels").put(condition.label(), value));
                return glob.isPresent() ? Optional.empty() : Optional.of(notExpressed(condition));
            }
        }
    }

    private static String notExpressed(Condition condition) {
        return condition.shown() + " is more than * and a list of names can say";
    }

    /** A route applies from a severity on. */
    private static Optional<String> severity(Condition condition, ObjectNode entry, boolean isRoute) {
        if (!isRoute) {
            return Optional.of(condition.shown() + ": silences do not look at the severity");
        }
        Optional<AlertSeverity> lowest = names(condition).orElse(List.of()).stream()
                .map(AlertmanagerMatchers::severity)
                .flatMap(Optional::stream)
                .min(AlertSeverity::compareTo);
        if (lowest.isEmpty()) {
            return Optional.of(condition.shown() + " names no severity that is known here");
        }
        entry.put("severity", lowest.get().name().toLowerCase(Locale.ROOT));
        return Optional.empty();
    }

    private static Optional<AlertSeverity> severity(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "critical", "page" -> Optional.of(AlertSeverity.CRITICAL);
            case "high", "error", "major" -> Optional.of(AlertSeverity.HIGH);
            case "warning", "medium" -> Optional.of(AlertSeverity.MEDIUM);
            case "low", "minor" -> Optional.of(AlertSeverity.LOW);
            case "info", "none" -> Optional.of(AlertSeverity.INFO);
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> names(Condition condition) {
        if (!condition.isRegex()) {
            return Optional.of(List.of(condition.value()));
        }
        String bare = condition.value().replaceAll("^\\^?\\(?|\\)?\\$?$", "");
        return NAMES.matcher(bare).matches() ? Optional.of(Arrays.asList(bare.split("\\|", -1))) : Optional.empty();
    }

    private static Optional<String> glob(Condition condition) {
        if (!condition.isRegex()) {
            boolean isPlain = !condition.value().isEmpty() && !condition.value().matches(".*[*?].*");
            return isPlain ? Optional.of(condition.value()) : Optional.empty();
        }
        String bare = condition.value().replaceAll("^\\^|\\$$", "");
        return PARTS.matcher(bare).matches()
                ? Optional.of(bare.replace(".*", "*").replace(".+", "?*").replace("\\.", "."))
                : Optional.empty();
    }
}
