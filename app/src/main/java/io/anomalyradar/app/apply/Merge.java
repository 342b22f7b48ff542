package io.anomalyradar.app.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Puts what is declared together with what a server has. */
final class Merge {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Merge() {}

    /**
     * The configuration {@code known} with what is {@code declared}.
     *
     * @param pruned sections of which entries that are not declared are removed
     */
    static ObjectNode configuration(ObjectNode known, Declared declared, Set<DeclaredKind> pruned) {
        ObjectNode wanted = known.deepCopy();
        for (DeclaredKind section : DeclaredKind.values()) {
            if (section.isConfiguration()) {
                declared.section(section)
                        .ifPresent(value -> wanted.set(
                                section.field,
                                merged(section, wanted.path(section.field), value, pruned.contains(section))));
            }
        }
        return wanted;
    }

    private static JsonNode merged(DeclaredKind section, JsonNode known, JsonNode declared, boolean prune) {
        return switch (section.shape) {
            case WHOLE, LIST -> declared;
            case VALUES -> {
                ObjectNode all = prune || !known.isObject() ? JSON.createObjectNode() : known.deepCopy();
                all.setAll((ObjectNode) declared);
                yield all;
            }
            case ENTRIES, ORDERED_ENTRIES -> entries(section, known, declared, prune);
        };
    }

    /** Entries keep their places, new ones come last; or, where the order counts, those that are declared come first. */
    private static ArrayNode entries(DeclaredKind section, JsonNode known, JsonNode declared, boolean prune) {
        Map<String, JsonNode> wanted = new LinkedHashMap<>();
        declared.forEach(entry -> wanted.put(entry.path(section.id).asText(), entry));
        Map<String, JsonNode> all = new LinkedHashMap<>();
        if (section.shape == DeclaredKind.Shape.ORDERED_ENTRIES) {
            all.putAll(wanted);
        }
        for (JsonNode entry : known) {
            String id = entry.path(section.id).asText();
            if (!prune || wanted.containsKey(id)) {
                all.putIfAbsent(id, wanted.getOrDefault(id, entry));
            }
        }
        all.putAll(wanted);
        ArrayNode list = JSON.createArrayNode();
        all.values().forEach(list::add);
        return list;
    }
}
