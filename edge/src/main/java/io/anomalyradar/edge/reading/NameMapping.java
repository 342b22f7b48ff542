package io.anomalyradar.edge.reading;

import io.anomalyradar.model.telemetry.Attributes;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which names of a place (the levels of a topic or path, the fields of a payload) make a device, its attributes and a
 * metric.
 *
 * @param device the pattern of the device's name
 * @param metric the pattern of the name of a single value
 * @param attributes patterns of site, type, group, tenant
 */
public record NameMapping(NamePattern device, NamePattern metric, Map<String, NamePattern> attributes) {
    public NameMapping {
        attributes = new TreeMap<>(attributes);
    }

    /** The device's attributes, with these names; those of which a part is missing are empty. */
    public Attributes attributesOf(Map<String, String> names) {
        return new Attributes(
                attribute("site", names),
                attribute("type", names),
                attribute("group", names),
                attribute("tenant", names));
    }

    private String attribute(String name, Map<String, String> names) {
        NamePattern pattern = attributes.get(name);
        String text = pattern == null ? null : pattern.with(names);
        return text == null ? "" : text;
    }

    /** Whether {@code name} is a part of the device or its attributes. */
    boolean uses(String name) {
        return device.has(name) || attributes.values().stream().anyMatch(pattern -> pattern.has(name));
    }
}
