package io.anomalyradar.app.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.model.control.Silence;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Alertmanager's routes and silences as those of a radar. The tree of routes becomes a list: what is below a route comes
 * before it. Receivers are carried over by name only: their addresses and secrets are not read.
 */
final class AlertmanagerConfig {
    private static final List<String> GROUPING = List.of("group_by", "group_wait", "group_interval", "repeat_interval");

    private final ArrayNode routes = Server.JSON.createArrayNode();
    private final ArrayNode silences = Server.JSON.createArrayNode();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> channels = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** Whether {@code content} is Alertmanager's configuration. */
    static boolean isConfiguration(JsonNode content) {
        return content.path("route").isObject();
    }

    /** Whether {@code content} are silences, as Alertmanager's API and {@code amtool silence query -o json} list them. */
    static boolean areSilences(JsonNode content) {
        return content.isArray() && !content.isEmpty() && content.get(0).has("matchers");
    }

    /** Takes the routes of a configuration. */
    void addRoutes(String origin, JsonNode configuration) {
        add(origin, configuration.path("route"), List.of(), "");
        for (JsonNode receiver : configuration.path("receivers")) {
            String types = receiver.properties().stream()
                    .map(java.util.Map.Entry::getKey)
                    .filter(key -> key.endsWith("_configs"))
                    .map(key -> key.substring(0, key.length() - "_configs".length()))
                    .collect(Collectors.joining(", "));
            String id = PrometheusRules.plain(receiver.path("name").asText(""));
            if (channels.contains(id)) {
                problems.add(origin + ": receiver " + id + " (" + (types.isEmpty() ? "nothing" : types)
                        + "): define the channel '" + id + "'; its addresses and secrets are not read");
            }
        }
        JsonNode inhibitions = configuration.path("inhibit_rules");
        if (!inhibitions.isEmpty()) {
            problems.add(
                    origin + ": " + inhibitions.size() + " inhibit_rules are not carried over: a device or site that is"
                            + " silent explains its own parts, other alerts of an area are notified as one incident");
        }
        for (String intervals : List.of("time_intervals", "mute_time_intervals")) {
            if (!configuration.path(intervals).isEmpty()) {
                problems.add(origin + ": " + intervals + " are not carried over: add silences with 'weekly' windows");
            }
        }
    }

    private void add(String origin, JsonNode route, List<AlertmanagerMatchers.Condition> above, String receiver) {
        List<AlertmanagerMatchers.Condition> conditions = new ArrayList<>(above);
        conditions.addAll(AlertmanagerMatchers.ofRoute(route));
        String own = route.path("receiver").asText(receiver);
        for (JsonNode below : route.path("routes")) {
            add(origin, below, conditions, own);
        }
        String where = origin + ": route to " + own + " " + shown(conditions) + ": ";
        if (GROUPING.stream().anyMatch(route::has) && above.isEmpty() && conditions.isEmpty()) {
            problems.add(
                    origin + ": grouping and repetition are not carried over: alerts of an area are one incident, see"
                            + " 'incidents' and 'escalations'");
        }
        ObjectNode carried = Server.JSON.createObjectNode();
        carried.put("id", id(own));
        List<String> reasons = carried(conditions, carried, true);
        if (!reasons.isEmpty()) {
            problems.add(where + "not carried over: " + String.join("; ", reasons));
            return;
        }
        carried.putArray("channels").add(PrometheusRules.plain(own));
        channels.add(PrometheusRules.plain(own));
        if (route.path("continue").asBoolean(false)) {
            carried.put("continue", true);
            problems.add(where + "it continues, so here the routes above it apply too");
        }
        routes.add(carried);
    }

    /** Takes the silences that are not over. */
    void addSilences(String origin, JsonNode listed, long nowMillis) {
        for (JsonNode silence : listed) {
            List<AlertmanagerMatchers.Condition> conditions = AlertmanagerMatchers.ofSilence(silence);
            String where = origin + ": silence " + silence.path("id").asText("") + " " + shown(conditions) + ": ";
            Optional<Instant> starts = time(silence.path("startsAt").asText(""));
            Optional<Instant> ends = time(silence.path("endsAt").asText(""));
            if (ends.isEmpty() || ends.get().toEpochMilli() <= nowMillis) {
                continue; // it is over
            }
            long from = Math.max(nowMillis, starts.map(Instant::toEpochMilli).orElse(nowMillis));
            ObjectNode carried = Server.JSON.createObjectNode();
            List<String> reasons = new ArrayList<>(carried(conditions, carried, false));
            if (ends.get().toEpochMilli() - from > Silence.MAX_MILLIS) {
                reasons.add("it lasts longer than 30 days");
            }
            if (conditions.isEmpty()) {
                reasons.add("it has no matchers");
            }
            if (!reasons.isEmpty()) {
                problems.add(where + "not carried over: " + String.join("; ", reasons));
                continue;
            }
            if (from > nowMillis) {
                carried.put("startsAt", starts.orElseThrow().toString());
            }
            carried.put("endsAt", ends.get().toString());
            carried.put("by", silence.path("createdBy").asText(""));
            carried.put("comment", silence.path("comment").asText(""));
            silences.add(carried);
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(java.time.OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** Adds all conditions to {@code entry}; what cannot be carried over is the answer. */
    private static List<String> carried(
            List<AlertmanagerMatchers.Condition> conditions, ObjectNode entry, boolean isRoute) {
        List<String> reasons = new ArrayList<>();
        for (AlertmanagerMatchers.Condition condition : conditions) {
            AlertmanagerMatchers.carry(condition, entry, isRoute).ifPresent(reasons::add);
        }
        return reasons;
    }

    private static String shown(List<AlertmanagerMatchers.Condition> conditions) {
        return conditions.stream()
                .map(AlertmanagerMatchers.Condition::shown)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String id(String receiver) {
        String id = PrometheusRules.plain(receiver);
        String unique = id;
        for (int i = 2; !ids.add(unique); i++) {
            unique = id + "-" + i;
        }
        return unique;
    }

    List<String> problems() {
        return problems;
    }

    /** Adds the sections that have entries to {@code file}. */
    void addTo(ObjectNode file) {
        if (!routes.isEmpty()) {
            file.set("routes", routes);
        }
        if (!silences.isEmpty()) {
            file.set("silences", silences);
        }
    }

    String summary() {
        return routes.size() + " routes and " + silences.size() + " silences";
    }
}
