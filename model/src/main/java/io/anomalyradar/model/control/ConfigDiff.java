package io.anomalyradar.model.control;

import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.KeyCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two configurations, key by key. Overrides are compared by their selectors. */
public final class ConfigDiff {

    /**
     * One difference.
     *
     * @param place {@code defaults}, {@code deployed}, {@code rules}, or the selector of an override as JSON
     * @param key of the setting, or the id of the rule; {@code order} where only the order of overrides differs
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
        compareRules(from, to, changes);
        compare("deployed", from.deployed(), to.deployed(), changes);
        return changes;
    }

    private static void compareRules(ConfigDocument from, ConfigDocument to, List<Change> into) {
        Map<String, String> before = AlertRuleJson.byId(from.rules());
        Map<String, String> after = AlertRuleJson.byId(to.rules());
        TreeSet<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        for (String id : ids) {
            if (!Objects.equals(before.get(id), after.get(id))) {
                into.add(new Change("rules", id, before.get(id), after.get(id)));
            }
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
