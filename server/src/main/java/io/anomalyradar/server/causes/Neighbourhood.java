package io.anomalyradar.server.causes;

import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.RegisteredDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The devices from which faults can have reached others: those that feed them, that contain them, and that they
 * contain. At most {@value #MAX_DEVICES}, the nearest ones, at most {@value #MAX_HOPS} steps away. What contains a
 * device does not lead to the other things that it contains: they share no more than the place.
 *
 * @param devices by distance, the symptoms first
 * @param sources by device
 */
record Neighbourhood(List<String> devices, Map<String, List<String>> sources) {
    static final int MAX_DEVICES = 32;
    private static final int MAX_HOPS = 4;

    /** The neighbourhood of {@code symptoms}. One pass over the registry for each step. */
    static Neighbourhood of(DeviceRegistry registry, List<String> symptoms) {
        Set<String> known = new HashSet<>(symptoms);
        List<String> devices = new ArrayList<>(symptoms);
        Set<String> containing = new HashSet<>();
        Map<String, List<String>> sources = new LinkedHashMap<>();
        List<String> frontier = symptoms;
        for (int hop = 0; hop < MAX_HOPS && !frontier.isEmpty(); hop++) {
            Map<String, List<String>> found = sourcesOf(registry, frontier, containing);
            List<String> next = new ArrayList<>();
            for (String device : frontier) {
                List<String> kept = new ArrayList<>();
                for (String source : found.getOrDefault(device, List.of())) {
                    if (known.contains(source) || devices.size() < MAX_DEVICES) {
                        kept.add(source);
                        if (known.add(source)) {
                            devices.add(source);
                            next.add(source);
                        }
                    }
                }
                sources.put(device, kept);
            }
            frontier = next;
        }
        sources.values().removeIf(List::isEmpty);
        return new Neighbourhood(devices, sources);
    }

    /** The sources of each device; what contains a device is added to {@code containing}. */
    private static Map<String, List<String>> sourcesOf(
            DeviceRegistry registry, List<String> devices, Set<String> containing) {
        Set<String> asked = new HashSet<>(devices);
        Map<String, List<String>> parents = new HashMap<>();
        Map<String, List<String>> feeders = new HashMap<>();
        Map<String, List<String>> children = new HashMap<>();
        for (RegisteredDevice registered : registry.all()) {
            DeviceEntry entry = registered.entry();
            if (entry.deleted()) {
                continue;
            }
            for (String fed : entry.feeds()) {
                if (asked.contains(fed)) {
                    add(feeders, fed, entry.device());
                }
            }
            if (asked.contains(entry.parent()) && !containing.contains(entry.parent())) {
                add(children, entry.parent(), entry.device());
            }
            if (asked.contains(entry.device()) && !entry.parent().isEmpty()) {
                add(parents, entry.device(), entry.parent());
            }
        }
        Map<String, List<String>> sources = new HashMap<>();
        for (String device : devices) {
            List<String> all = new ArrayList<>(parents.getOrDefault(device, List.of()));
            all.addAll(feeders.getOrDefault(device, List.of()));
            all.addAll(children.getOrDefault(device, List.of()));
            all.removeIf(device::equals);
            sources.put(device, all.stream().distinct().toList());
        }
        parents.values().forEach(containing::addAll);
        containing.removeAll(asked);
        return sources;
    }

    private static void add(Map<String, List<String>> lists, String key, String value) {
        lists.computeIfAbsent(key, missing -> new ArrayList<>()).add(value);
    }
}
