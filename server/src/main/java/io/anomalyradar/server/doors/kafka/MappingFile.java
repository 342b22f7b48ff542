package io.anomalyradar.server.doors.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the mappings of {@code doors.kafka.mappings}: a list in YAML, one entry for each topic. */
final class MappingFile {
    private static final int MAX_TOPICS = 100;
    private static final Set<String> KEYS = Set.of(
            "topic",
            "cluster",
            "from",
            "format",
            "header",
            "registry",
            "registry-credentials",
            "schema",
            "descriptor",
            "message",
            "each",
            "device",
            "time",
            "metrics",
            "numbers",
            "name",
            "value",
            "attributes",
            "counters");
    private static final Set<String> ATTRIBUTES = Set.of("site", "type", "group", "tenant");

    private MappingFile() {}

    /**
     * The mappings, in their order.
     *
     * @throws IllegalArgumentException when the file cannot be read; the message names the topic and what is wrong
     */
    static List<TopicMapping> read(Path file) {
        Map<String, TopicMapping> mappings = new LinkedHashMap<>();
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Object content = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
            for (Object entry : list(content, "the file")) {
                TopicMapping mapping = mapping(map(entry, "a mapping"), file);
                if (mappings.put(mapping.topic(), mapping) != null || mappings.size() > MAX_TOPICS) {
                    throw new IllegalArgumentException(
                            mapping.topic() + " stands twice, or there are more than " + MAX_TOPICS + " topics");
                }
            }
        } catch (IOException | YAMLException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("doors.kafka.mappings, " + file + ": " + wrong.getMessage(), wrong);
        }
        return List.copyOf(mappings.values());
    }

    private static TopicMapping mapping(Map<?, ?> entry, Path file) {
        String topic = text(entry, "topic", "");
        if (topic.isEmpty()) {
            throw new IllegalArgumentException("a mapping has no topic");
        }
        for (Object key : entry.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new IllegalArgumentException(topic + ": " + key + " is no key of a mapping: " + sorted(KEYS));
            }
        }
        String from = text(entry, "from", "earliest");
        if (!from.equals("earliest") && !from.equals("latest")) {
            throw new IllegalArgumentException(topic + ": from is " + from + ": give earliest or latest");
        }
        String cluster = text(entry, "cluster", "");
        String device = text(entry, "device", "key");
        return new TopicMapping(
                topic,
                cluster.isEmpty() ? null : file.resolveSibling(cluster),
                from.equals("earliest"),
                form(entry, topic, file),
                pointer(entry, "each"),
                device.equals("key") ? null : Pointer.of(device),
                time(entry),
                pointers(entry, "metrics"),
                pointer(entry, "numbers"),
                pointer(entry, "name"),
                pointer(entry, "value"),
                attributes(entry, topic),
                entry.get("counters") == null
                        ? List.of()
                        : list(entry.get("counters"), "counters").stream()
                                .map(String::valueOf)
                                .toList());
    }

    private static ValueForm form(Map<?, ?> entry, String topic, Path file) {
        try {
            return new ValueForm(
                    ValueForm.Format.of(text(entry, "format", "json")),
                    ValueForm.Header.of(text(entry, "header", "")),
                    text(entry, "registry", ""),
                    path(entry, "registry-credentials", file),
                    path(entry, "schema", file),
                    path(entry, "descriptor", file),
                    text(entry, "message", ""),
                    file);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(topic + ": " + wrong.getMessage(), wrong);
        }
    }

    private static @Nullable Path path(Map<?, ?> entry, String key, Path file) {
        String name = text(entry, key, "");
        return name.isEmpty() ? null : file.resolveSibling(name);
    }

    private static @Nullable TimeField time(Map<?, ?> entry) {
        if (entry.get("time") == null) {
            return null;
        }
        Map<?, ?> time = map(entry.get("time"), "time");
        return TimeField.of(Pointer.of(text(time, "at", "")), text(time, "as", "iso"), text(time, "zone", "UTC"));
    }

    private static Map<String, Pointer> attributes(Map<?, ?> entry, String topic) {
        Map<String, Pointer> attributes = pointers(entry, "attributes");
        if (!ATTRIBUTES.containsAll(attributes.keySet())) {
            throw new IllegalArgumentException(topic + ": attributes are " + sorted(ATTRIBUTES));
        }
        return attributes;
    }

    private static Map<String, Pointer> pointers(Map<?, ?> entry, String key) {
        Map<String, Pointer> pointers = new TreeMap<>();
        if (entry.get(key) != null) {
            map(entry.get(key), key)
                    .forEach((name, at) -> pointers.put(String.valueOf(name), Pointer.of(String.valueOf(at))));
        }
        return pointers;
    }

    private static @Nullable Pointer pointer(Map<?, ?> entry, String key) {
        return entry.get(key) == null ? null : Pointer.of(String.valueOf(entry.get(key)));
    }

    private static String text(Map<?, ?> entry, String key, String usual) {
        return entry.get(key) == null ? usual : String.valueOf(entry.get(key));
    }

    private static Map<?, ?> map(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(what + " is not 'key: value' pairs");
    }

    private static List<?> list(@Nullable Object value, String what) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(what + " is not a list");
    }

    private static List<String> sorted(Set<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(null);
        return sorted;
    }
}
