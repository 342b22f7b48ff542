package io.anomalyradar.app.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.model.control.DeviceJson;
import io.anomalyradar.model.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the registry as the files say. Fields that an entry does not declare stay as they are. */
final class DeviceChanges {
    /** What the server keeps by itself, in files that 'radar devices export' wrote. */
    private static final List<String> OF_SERVER =
            List.of("device", "revision", "placedSinceMillis", "earlier", "deleted", "deletedBeforeMillis");

    private final Server server;
    private final List<String> lines = new ArrayList<>();
    private final List<Runnable> changes = new ArrayList<>();

    private DeviceChanges(Server server) {
        this.server = server;
    }

    /**
     * What {@code declared} changes.
     *
     * @param pruned attribute and value of the devices that are deleted, with their data, if they are not declared;
     *     empty: none are
     */
    static DeviceChanges of(Server server, JsonNode declared, Map<String, String> pruned) {
        DeviceChanges changes = new DeviceChanges(server);
        Map<String, ObjectNode> known = server.devices();
        Set<String> names = new HashSet<>();
        for (JsonNode entry : declared) {
            String name = entry.path("device").asText();
            names.add(name);
            if (!(entry instanceof ObjectNode device)) {
                throw new CommandFailure(ExitCode.USAGE, "devices: " + entry + " is no object with a field 'device'");
            }
            changes.compare(name, known.get(name), device);
        }
        known.forEach((name, entry) -> {
            boolean isPruned = !pruned.isEmpty()
                    && !names.contains(name)
                    && pruned.entrySet().stream().allMatch(label -> entry.path("attributes")
                            .path(label.getKey())
                            .asText("")
                            .equals(label.getValue()));
            if (isPruned) {
                changes.lines.add("devices  " + name + ": deleted with its data");
                changes.changes.add(() -> server.deleteDevice(name));
            }
        });
        return changes;
    }

    private void compare(String name, @Nullable ObjectNode known, ObjectNode declared) {
        ObjectNode wanted = known == null ? Server.JSON.createObjectNode().put("device", name) : known.deepCopy();
        int before = lines.size();
        for (Map.Entry<String, JsonNode> field : declared.properties()) {
            JsonNode old = wanted.path(field.getKey());
            if (!OF_SERVER.contains(field.getKey()) && !same(old, field.getValue())) {
                lines.add("devices  " + name + " " + field.getKey() + ": "
                        + (old.isMissingNode() ? "unset" : old.toString()) + " → " + field.getValue());
                wanted.set(field.getKey(), field.getValue());
            }
        }
        if (known == null && lines.size() == before) {
            lines.add("devices  " + name + ": new");
        }
        if (lines.size() > before) {
            requireValid(name, wanted);
            int base = known == null ? -1 : known.path("revision").asInt();
            changes.add(() -> server.setDevice(wanted, base));
        }
    }

    private static void requireValid(String name, ObjectNode entry) {
        try {
            DeviceJson.read(Server.JSON.writeValueAsBytes(entry), name);
        } catch (SettingsException refused) {
            throw new CommandFailure(ExitCode.USAGE, "devices: " + name + ": " + refused.getMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** An absent text, list or map is an empty one. */
    private static boolean same(JsonNode known, JsonNode wanted) {
        boolean isEmpty =
                wanted.isContainerNode() ? wanted.isEmpty() : wanted.asText().isEmpty();
        return known.equals(wanted) || (known.isMissingNode() && isEmpty);
    }

    List<String> lines() {
        return lines;
    }

    void apply() {
        changes.forEach(Runnable::run);
    }
}
