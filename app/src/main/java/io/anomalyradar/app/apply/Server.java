package io.anomalyradar.app.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.app.api.ServerApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a running server has, as JSON. */
final class Server {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEVICES = "/api/v1/registry/devices";
    private static final int PAGE = 1_000;

    private final ServerApi api;

    Server(ServerApi api) {
        this.api = api;
    }

    ObjectNode configuration() {
        return (ObjectNode) tree(api.get("/api/v1/config"));
    }

    /** Makes {@code document}, which was made from version {@code base}, the newest; answers the changes. */
    JsonNode configure(ObjectNode document, int base, boolean dryRun) {
        return tree(api.put("/api/v1/config?dryRun=" + dryRun, bytes(document), base));
    }

    /** The entries of the registry, by device. */
    Map<String, ObjectNode> devices() {
        Map<String, ObjectNode> devices = new LinkedHashMap<>();
        String cursor = "";
        do {
            String from = cursor.isEmpty() ? "" : "&cursor=" + ServerApi.encoded(cursor);
            JsonNode page = tree(api.get(DEVICES + "?limit=" + PAGE + from));
            page.path("items").forEach(item -> devices.put(item.path("device").asText(), (ObjectNode) item));
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return devices;
    }

    /** Sets the entry, based on revision {@code base}; negative: on any revision. */
    void setDevice(ObjectNode entry, int base) {
        api.put(DEVICES + "/" + ServerApi.encoded(entry.path("device").asText()), bytes(entry), base);
    }

    void deleteDevice(String device) {
        api.delete(DEVICES + "/" + ServerApi.encoded(device));
    }

    /** The silences that are not over. */
    List<ObjectNode> silences() {
        List<ObjectNode> silences = new ArrayList<>();
        tree(api.get("/api/v1/silences")).path("items").forEach(item -> silences.add((ObjectNode) item));
        return silences;
    }

    void addSilence(ObjectNode silence, boolean dryRun) {
        api.post("/api/v1/silences?dryRun=" + dryRun, bytes(silence));
    }

    void endSilence(String id, String by) {
        api.post(
                "/api/v1/silences/" + ServerApi.encoded(id) + "/end",
                bytes(JSON.createObjectNode().put("by", by)));
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException("the server's answer is not JSON: is it of another release?", notJson);
        }
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
