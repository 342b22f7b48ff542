package io.anomalyradar.model.control;

import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.Durations;
import io.anomalyradar.model.settings.KeyCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What differs between two configurations, key by key. Overrides are compared by their selectors. */
public final class ConfigDiff {

    /**
     * One difference.
     *
     * @param place {@code defaults}, {@code deployed}, {@code rules}, {@code patterns}, {@code channels}, {@code routes}, {@code incidents}, or the selector of an
     *     override as JSON
     * @param key of the setting, or the id of the entry; {@code order} where the order differs
     * @param before text of the value; null: it was not set
     * @param after text of the value; null: it is not set
     */
    public record Change(String place, String key, @Nullable String before, @Nullable String after) {}

    private ConfigDiff() {}

    /** The changes that lead from {@code from} to {@code to}. */
    public static List<Change> between(ConfigDocument from, ConfigDocument to) {
        List<Change> changes = new ArrayList<>();
        compare("defaults", from.defaults(), to.defaults(), changes);
        Map<String, Map<String, Object>> before = bySelector(from);
        Map<String, Map<String, Object>> after = bySelector(to);
        TreeSet<String> selectors = new TreeSet<>(before.keySet());
        selectors.addAll(after.keySet());
        for (String selector : selectors) {
            compare(selector, before.getOrDefault(selector, Map.of()), after.getOrDefault(selector, Map.of()), changes);
        }
        List<String> orderBefore = new ArrayList<>(before.keySet());
        List<String> orderAfter = new ArrayList<>(after.keySet());
        orderBefore.retainAll(after.keySet());
        orderAfter.retainAll(before.keySet());
        if (!orderBefore.equals(orderAfter)) {
            changes.add(new Change("overrides", "order", String.join(" ", orderBefore), String.join(" ", orderAfter)));
        }
        compareAlerting(from.alerting(), to.alerting(), changes);
        compare("deployed", from.deployed(), to.deployed(), changes);
        return changes;
    }

    private static void compareAlerting(AlertingConfig from, AlertingConfig to, List<Change> into) {
        compareEntries("patterns", from.patterns(), to.patterns(), EventPatternJson::write, EventPattern::id, into);
        compareEntries("rules", from.rules(), to.rules(), AlertRuleJson::write, AlertRule::id, into);
        compareEntries("channels", from.channels(), to.channels(), NotifyChannelJson::write, NotifyChannel::id, into);
        compareEntries("routes", from.routes(), to.routes(), AlertRouteJson::write, AlertRoute::id, into);
        compareEntries(
                "people", from.onCall().people(), to.onCall().people(), OnCallJson::writePerson, Person::id, into);
        compareEntries(
                "schedules",
                from.onCall().schedules(),
                to.onCall().schedules(),
                OnCallJson::writeSchedule,
                OnCallSchedule::id,
                into);
        compareEntries("teams", from.onCall().teams(), to.onCall().teams(), EscalationJson::writeTeam, Team::id, into);
        compareEntries(
                "escalations",
                from.onCall().escalations(),
                to.onCall().escalations(),
                EscalationJson::write,
                Escalation::id,
                into);
        if (!from.incidents().equals(to.incidents())) {
            into.add(new Change("incidents", "policy", shown(from.incidents()), shown(to.incidents())));
        }
    }

    private static String shown(IncidentPolicy policy) {
        return policy.alerts() + " alerts within " + Durations.shown(Duration.ofMillis(policy.withinMillis()));
    }

    private static <T> void compareEntries(
            String place,
            List<T> from,
            List<T> to,
            EntryJson.Writer<T> writer,
            Function<T, String> id,
            List<Change> into) {
        Map<String, String> before = EntryJson.byId(from, writer, id);
        Map<String, String> after = EntryJson.byId(to, writer, id);
        TreeSet<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        for (String each : ids) {
            if (!Objects.equals(before.get(each), after.get(each))) {
                into.add(new Change(place, each, before.get(each), after.get(each)));
            }
        }
        List<String> orderBefore =
                from.stream().map(id).filter(after::containsKey).toList();
        List<String> orderAfter =
                to.stream().map(id).filter(before::containsKey).toList();
        if (!orderBefore.equals(orderAfter)) {
            into.add(new Change(place, "order", String.join(" ", orderBefore), String.join(" ", orderAfter)));
        }
    }

    /** The overrides' settings by selector, in order; a selector that comes again has its number behind it. */
    private static Map<String, Map<String, Object>> bySelector(ConfigDocument document) {
        Map<String, Map<String, Object>> settings = new LinkedHashMap<>();
        for (SettingsOverride override : document.overrides()) {
            String selector = SelectorJson.text(override.selector());
            String name = selector;
            for (int i = 2; settings.containsKey(name); i++) {
                name = selector + " #" + i;
            }
            settings.put(name, override.settings());
        }
        return settings;
    }

    private static void compare(String place, Map<String, ?> before, Map<String, ?> after, List<Change> into) {
        TreeMap<String, Object> all = new TreeMap<>(before);
        all.putAll(after);
        for (String key : all.keySet()) {
            Object was = before.get(key);
            Object is = after.get(key);
            if (!Objects.equals(was, is)) {
                into.add(new Change(place, key, text(key, was), text(key, is)));
            }
        }
    }

    private static @Nullable String text(String name, @Nullable Object value) {
        ConfigKey<?> key = KeyCatalog.DETECTOR.find(name);
        return value == null || key == null ? null : key.text(value);
    }
}
