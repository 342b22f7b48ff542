package io.anomalyradar.app.devices;

import io.anomalyradar.model.control.DeviceEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An entry, to be changed field by field. */
final class EntryChange {
    private final DeviceEntry before;
    private String displayName;
    private String group;
    private String parent;
    private List<String> feeds;
    private final Map<String, String> attributes;
    private String owner;

    EntryChange(DeviceEntry before) {
        this.before = before;
        displayName = before.displayName();
        group = before.group();
        parent = before.parent();
        feeds = before.feeds();
        attributes = new TreeMap<>(before.attributes());
        owner = before.owner();
    }

    EntryChange displayName(String name) {
        displayName = name;
        return this;
    }

    void group(String name) {
        group = name;
    }

    void parent(String device) {
        parent = device;
    }

    void feeds(List<String> devices) {
        feeds = devices;
    }

    void owner(String name) {
        owner = name;
    }

    /** Sets each of {@code changes}; an empty value takes the attribute away. */
    EntryChange attributes(Map<String, String> changes) {
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                attributes.remove(name);
            } else {
                attributes.put(name, value);
            }
        });
        return this;
    }

    DeviceEntry entry() {
        return new DeviceEntry(
                before.device(),
                before.revision(),
                displayName,
                group,
                parent,
                feeds,
                attributes,
                owner,
                before.placedSinceMillis(),
                before.earlier(),
                before.deleted(),
                before.deletedBeforeMillis());
    }
}
