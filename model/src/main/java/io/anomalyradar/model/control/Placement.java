package io.anomalyradar.model.control;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the registry places a device: what selectors look at.
 *
 * @param group empty: none
 */
public record Placement(String group, Map<String, String> attributes) {
    /** A device that is not in the registry. */
    public static final Placement NONE = new Placement("", Map.of());

    public Placement {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }
}
