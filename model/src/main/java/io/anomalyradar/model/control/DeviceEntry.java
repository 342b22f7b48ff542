package io.anomalyradar.model.control;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entry of a device in the registry. The device's name is its identity and never changes; the display name can.
 *
 * @param revision 1 and up; each is one more than the revision on which it is based
 * @param displayName the name for people; empty: the device's name
 * @param group empty: none
 * @param parent the device that contains it; empty: none
 * @param feeds the devices that receive its output: faults propagate to them
 * @param attributes by name; selectors use these, never the attributes that the device sends
 * @param owner the person responsible for it; empty: none
 * @param placedSinceMillis the append time from which group and attributes hold; 0: this record's own
 * @param earlier its previous placements, oldest first, so that a replay places it in the same way; the newest
 *     {@value #MAX_EARLIER}
 * @param deleted whether the device and its data are deleted: telemetry that was appended before this record is
 *     discarded
 * @param deletedBeforeMillis the append time before which telemetry was deleted by an earlier record; 0: none was
 */
public record DeviceEntry(
        String device,
        int revision,
        String displayName,
        String group,
        String parent,
        List<String> feeds,
        Map<String, String> attributes,
        String owner,
        long placedSinceMillis,
        List<EarlierPlacement> earlier,
        boolean deleted,
        long deletedBeforeMillis) {
    public static final int MAX_EARLIER = 16;
    public static final int MAX_FEEDS = 64;
    public static final int MAX_ATTRIBUTES = 32;
    public static final int MAX_TEXT = 256;

    public DeviceEntry {
        feeds = List.copyOf(feeds);
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        earlier = List.copyOf(earlier);
    }

    /** A placement that held from an append time until the next one. */
    public record EarlierPlacement(long sinceMillis, Placement placement) {}

    /** A device of which only the name is known. */
    public static DeviceEntry named(String device) {
        return new DeviceEntry(device, 0, "", "", "", List.of(), Map.of(), "", 0, List.of(), false, 0);
    }

    public Placement placement() {
        return new Placement(group, attributes);
    }

    /** The mark that {@code device} was deleted, as the revision after this one. */
    public DeviceEntry asDeleted() {
        return new DeviceEntry(
                device, revision + 1, "", "", "", List.of(), Map.of(), "", 0, List.of(), true, deletedBeforeMillis);
    }
}
