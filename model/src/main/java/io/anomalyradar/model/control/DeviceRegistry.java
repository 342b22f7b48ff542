package io.anomalyradar.model.control;

import io.anomalyradar.model.alert.Area;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.telemetry.Attributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The devices of radar.devices: the record with the highest revision of each device, the first one where two have the
 * same. One thread adds records in the order of the log; any thread reads. At most {@value #MAX_DEVICES} devices: the
 * topic's writers refuse more, and a reader skips what is beyond.
 */
public final class DeviceRegistry {
    public static final int MAX_DEVICES = 200_000;
    private static final int MAX_DEPTH = 16;

    private final ConcurrentNavigableMap<String, RegisteredDevice> devices = new ConcurrentSkipListMap<>();
    /** How many devices each parent has. */
    private final Map<String, Integer> children = new ConcurrentHashMap<>();

    /**
     * Takes the record of {@code device} at {@code offset}. A record without a value ends what is known of the device.
     *
     * @param appendTimeMillis of the record, by the broker
     * @throws SettingsException when it is not a valid entry, or not the next revision: it changes nothing
     */
    public void add(String device, long offset, long appendTimeMillis, byte @Nullable [] value)
            throws SettingsException {
        if (value == null) {
            contains(devices.remove(device), null);
            return;
        }
        DeviceEntry entry = DeviceJson.read(value, device);
        RegisteredDevice known = devices.get(device);
        if (known != null && entry.revision() <= known.entry().revision()) {
            throw new SettingsException("revision " + entry.revision() + " is taken: another change was first");
        }
        if (known == null && devices.size() >= MAX_DEVICES) {
            throw new SettingsException("the registry is full: it has " + MAX_DEVICES + " devices");
        }
        contains(devices.put(device, new RegisteredDevice(entry, offset, EffectiveTime.of(appendTimeMillis))), entry);
    }

    private void contains(@Nullable RegisteredDevice before, @Nullable DeviceEntry after) {
        count(before == null ? "" : parent(before.entry()), -1);
        count(after == null ? "" : parent(after), 1);
    }

    private void count(String parent, int change) {
        if (!parent.isEmpty()) {
            children.merge(parent, change, (known, more) -> known + more == 0 ? null : known + more);
        }
    }

    private static String parent(DeviceEntry entry) {
        return entry.deleted() ? "" : entry.parent();
    }

    /** Whether another device of the registry names {@code device} as its parent. */
    public boolean isParent(String device) {
        return children.containsKey(device);
    }

    /** The devices that contain {@code device}, the innermost first; at most {@value #MAX_DEPTH}. */
    public List<String> ancestors(String device) {
        List<String> ancestors = new ArrayList<>();
        RegisteredDevice known = devices.get(device);
        while (known != null && ancestors.size() < MAX_DEPTH) {
            String parent = parent(known.entry());
            if (parent.isEmpty() || parent.equals(device) || ancestors.contains(parent)) {
                break; // the top, or a circle
            }
            ancestors.add(parent);
            known = devices.get(parent);
        }
        return ancestors;
    }

    /** The area of {@code device}: below its outermost ancestor, or in its group, or in the rest of the fleet. */
    public Area areaAt(String device, long appendTimeMillis) {
        List<String> ancestors = ancestors(device);
        if (!ancestors.isEmpty()) {
            return new Area(Area.Kind.DEVICE, ancestors.get(ancestors.size() - 1));
        }
        if (isParent(device)) {
            return new Area(Area.Kind.DEVICE, device);
        }
        String group = placementAt(device, appendTimeMillis).group();
        return group.isEmpty() ? Area.FLEET : new Area(Area.Kind.GROUP, group);
    }

    /** The device called {@code name}, deleted ones among them; null: it is not in the registry. */
    public @Nullable RegisteredDevice find(String name) {
        return devices.get(name);
    }

    /**
     * The group of a device for people who look at the fleet: the registry's, or else what the device says of itself,
     * its group or its site; empty: none.
     */
    public String shownGroup(String name, Attributes attributes) {
        RegisteredDevice known = devices.get(name);
        String group =
                known == null || known.entry().deleted() ? "" : known.entry().group();
        if (!group.isEmpty()) {
            return group;
        }
        return attributes.group().isEmpty() ? attributes.site() : attributes.group();
    }

    /** All, by name, deleted ones among them. */
    public Collection<RegisteredDevice> all() {
        return devices.values();
    }

    /** The devices whose names come after {@code name}. */
    public Collection<RegisteredDevice> after(String name) {
        return devices.tailMap(name, false).values();
    }

    /** Where {@code device} is placed for telemetry appended at {@code appendTimeMillis}. */
    public Placement placementAt(String device, long appendTimeMillis) {
        RegisteredDevice known = devices.get(device);
        return known == null ? Placement.NONE : known.placementAt(appendTimeMillis);
    }

    /** Whether telemetry of {@code device} appended at {@code appendTimeMillis} was deleted afterwards. */
    public boolean isDeleted(String device, long appendTimeMillis) {
        return deletedBeforeMillis(device) > appendTimeMillis;
    }

    /** The append time before which telemetry of {@code device} is deleted; 0: none is. */
    public long deletedBeforeMillis(String device) {
        RegisteredDevice known = devices.get(device);
        return known == null ? 0 : known.deletedBeforeMillis();
    }
}
