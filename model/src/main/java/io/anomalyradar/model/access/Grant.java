package io.anomalyradar.model.access;

import java.util.Set;

/**
 * What a principal may do, and with which devices.
 *
 * @param doors the doors through which it may send telemetry, such as {@code json}; {@value #EVERY_DOOR}: all
 * @param groups the groups, by the device registry, whose devices it may see, change and send for; empty: every device
 * @param devicePrefix what the names of the devices that it sends for begin with; empty: any
 */
public record Grant(Role role, Set<String> doors, Set<String> groups, String devicePrefix) {
    public static final String EVERY_DOOR = "*";

    /** Everything. */
    public static final Grant ALL = new Grant(Role.ADMIN, Set.of(EVERY_DOOR), Set.of(), "");
    /** Nothing. */
    public static final Grant NOTHING = new Grant(Role.NONE, Set.of(), Set.of(), "");

    public Grant {
        doors = Set.copyOf(doors);
        groups = Set.copyOf(groups);
    }

    public boolean opens(String door) {
        return doors.contains(EVERY_DOOR) || doors.contains(door);
    }

    /** Whether it covers every device there is and will be. */
    public boolean coversAll() {
        return groups.isEmpty() && devicePrefix.isEmpty();
    }

    /** Whether it covers the device called {@code device}, whose group is {@code group}; empty: it has none. */
    public boolean covers(String device, String group) {
        return device.startsWith(devicePrefix) && (groups.isEmpty() || groups.contains(group));
    }
}
