package io.anomalyradar.model.control;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The series to which an override applies: all conditions must hold. Group and attributes are those of the device
 * registry; the attributes that a device sends do not count.
 *
 * @param device of the device's name
 * @param metric of the metric's name
 * @param group of the device's group, which is empty for a device without one
 * @param attributes by name, of the attribute's value; a device without the attribute does not match
 */
public record Selector(Glob device, Glob metric, Glob group, Map<String, Glob> attributes) {
    public static final Selector ALL = new Selector(Glob.ANY, Glob.ANY, Glob.ANY, Map.of());

    public Selector {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** Whether it looks at the metric, so that it cannot select a device as a whole. */
    public boolean namesMetrics() {
        return !metric.equals(Glob.ANY);
    }

    /** Whether {@code device} in this place matches, whatever the metric. */
    public boolean matches(String deviceName, Placement placement) {
        return device.matches(deviceName)
                && group.matches(placement.group())
                && attributes.entrySet().stream().allMatch(condition -> {
                    String value = placement.attributes().get(condition.getKey());
                    return value != null && condition.getValue().matches(value);
                });
    }
}
