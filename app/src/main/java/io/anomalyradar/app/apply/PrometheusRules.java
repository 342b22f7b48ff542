package io.anomalyradar.app.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.model.control.AlertRule;
import io.anomalyradar.model.settings.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prometheus' alerting rules as rules and settings of a radar. Limits of the same series are put together: the lowest
 * upper one and the highest lower one, beyond which the conditions of the rules decide.
 */
final class PrometheusRules {
    private static final Pattern DURATION = Pattern.compile("([0-9]+)(ms|s|m|h|d|w)");
    private static final Map<String, Long> UNITS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L, "w", 604_800_000L);
    private static final Duration SHORTEST_SILENCE = Duration.ofMillis(AlertRule.LEAST_NO_DATA_MILLIS);
    private static final Duration USUAL_SILENCE = Duration.ofMinutes(5);

    private final ArrayNode rules = Server.JSON.createArrayNode();
    private final Map<ObjectNode, ObjectNode> limits = new LinkedHashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** Takes a rule of a rule file; what cannot be carried over is among the {@link #problems}. */
    void add(String origin, JsonNode rule) {
        String name = rule.path("alert").asText("");
        if (name.isEmpty()) {
            problems.add(origin + ": recording rule " + rule.path("record").asText("without a name")
                    + ": nothing is computed from other series here");
            return;
        }
        String where = origin + ": " + name + ": ";
        Optional<PrometheusExpression> expression =
                PrometheusExpression.of(rule.path("expr").asText(""));
        if (expression.isEmpty()) {
            problems.add(
                    where + "not carried over: only a metric against a number, absent(…) and up == 0 are; this is: "
                            + rule.path("expr").asText("").strip());
            return;
        }
        carry(where, name, rule, expression.get());
    }

    private void carry(String where, String name, JsonNode rule, PrometheusExpression expression) {
        ObjectNode carried = rules.addObject();
        carried.put("id", id(name));
        carried.put("name", title(where, name, rule));
        severity(where, rule).ifPresent(severity -> carried.put("severity", severity));
        labels(rule).forEach((label, value) -> carried.withObject("/labels").put(label, value));
        ObjectNode selector = selector(where, expression, !expression.isAbsence());
        carried.set("selector", selector);
        Duration holds = duration(where, rule, "for");
        if (expression.isAbsence()) {
            Duration silence = holds.isZero() ? USUAL_SILENCE : holds;
            carried.put(
                    "noData", Durations.shown(silence.compareTo(SHORTEST_SILENCE) < 0 ? SHORTEST_SILENCE : silence));
            if (!expression.metric().equals("up")) {
                problems.add(where + "carried over for devices that send nothing at all, not for " + expression.metric()
                        + " alone");
            }
            return;
        }
        carried.put("condition", "anomaly.actual " + expression.comparison() + " " + number(expression.limit()));
        if (!holds.isZero()) {
            carried.put("for", Durations.shown(holds));
        }
        Duration keeps = duration(where, rule, "keep_firing_for");
        if (!keeps.isZero()) {
            carried.put("keepFiring", Durations.shown(keeps));
        }
        limit(selector, expression);
    }

    private void limit(ObjectNode selector, PrometheusExpression expression) {
        ObjectNode settings = limits.computeIfAbsent(
                selector, missing -> Server.JSON.createObjectNode().put("detector.method", "limits"));
        boolean isUpper = expression.comparison().startsWith(">");
        String key = isUpper ? "detector.limits.upper" : "detector.limits.lower";
        double known = settings.path(key).asDouble(expression.limit());
        settings.put(key, isUpper ? Math.min(known, expression.limit()) : Math.max(known, expression.limit()));
    }

    private ObjectNode selector(String where, PrometheusExpression expression, boolean ofMetric) {
        ObjectNode selector = Server.JSON.createObjectNode();
        if (ofMetric) {
            selector.put("metric", expression.metric());
        }
        expression.labels().forEach((label, value) -> {
            if (label.equals("instance")) {
                selector.put("device", value);
            } else {
                if (!selector.has("attributes")) {
                    selector.putObject("attributes");
                }
                ((ObjectNode) selector.path("attributes")).put(label, value);
                problems.add(where + "label " + label + " is looked for among the attributes of the device registry");
            }
        });
        return selector;
    }

    /** All but the severity, which is a field here. */
    private Map<String, String> labels(JsonNode rule) {
        Map<String, String> labels = new TreeMap<>();
        rule.path("labels").properties().forEach(label -> {
            String value = label.getValue().asText("");
            if (value.contains("{{")) {
                problems.add("label " + label.getKey() + ": its template is not carried over");
            } else if (!label.getKey().equals("severity") && !value.isEmpty()) {
                labels.put(label.getKey(), value.substring(0, Math.min(256, value.length())));
            }
        });
        return labels;
    }

    /** The id of a rule, route or channel that is called {@code name} elsewhere. */
    static String plain(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return plain.substring(0, Math.min(60, plain.length()));
    }

    private String id(String name) {
        String id = plain(name);
        String unique = id;
        for (int i = 2; !ids.add(unique); i++) {
            unique = id + "-" + i;
        }
        return unique;
    }

    private String title(String where, String name, JsonNode rule) {
        String summary = rule.path("annotations").path("summary").asText("");
        if (summary.contains("{{")) {
            problems.add(where + "the template in its summary is not carried over: titles name device and metric");
            return name;
        }
        String title = summary.isBlank() ? name : summary.strip().replaceAll("\\s+", " ");
        return title.substring(0, Math.min(AlertRule.MAX_NAME, title.length()));
    }

    private Optional<String> severity(String where, JsonNode rule) {
        String given = rule.path("labels").path("severity").asText("").toLowerCase(Locale.ROOT);
        String known =
                switch (given) {
                    case "critical", "page" -> "critical";
                    case "high", "error", "major" -> "high";
                    case "warning", "medium" -> "medium";
                    case "low", "minor" -> "low";
                    case "info", "none" -> "info";
                    default -> "";
                };
        if (known.isEmpty() && !given.isEmpty()) {
            problems.add(where + "severity " + given + " is not known; the anomaly's is taken");
        }
        return known.isEmpty() ? Optional.empty() : Optional.of(known);
    }

    private Duration duration(String where, JsonNode rule, String field) {
        String text = rule.path(field).asText("");
        Matcher part = DURATION.matcher(text);
        long millis = 0;
        int at = 0;
        while (part.find() && part.start() == at) {
            millis += Long.parseLong(part.group(1)) * UNITS.getOrDefault(part.group(2), 0L);
            at = part.end();
        }
        if (at < text.length() || millis > AlertRule.MAX_MILLIS) {
            problems.add(where + field + " " + text + " is not carried over: at most 7 days are possible");
            return Duration.ZERO;
        }
        return Duration.ofMillis(millis);
    }

    /** With a point, as numbers of CEL need it. */
    private static String number(double value) {
        String text = BigDecimal.valueOf(value).toPlainString();
        return text.contains(".") ? text : text + ".0";
    }

    int carried() {
        return rules.size();
    }

    /** What was not carried over, or in another way. */
    List<String> problems() {
        return problems;
    }

    /** Rules and settings as a file of {@code radar apply}. */
    ObjectNode file() {
        ObjectNode file = Server.JSON.createObjectNode();
        file.set("rules", rules);
        if (!limits.isEmpty()) {
            ArrayNode overrides = file.putArray("overrides");
            limits.forEach((selector, settings) -> {
                ObjectNode override = overrides.addObject();
                override.set("selector", selector);
                override.set("settings", settings);
            });
        }
        return file;
    }
}
