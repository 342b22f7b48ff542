package io.anomalyradar.model.control;

import io.anomalyradar.model.control.DeviceEntry.EarlierPlacement;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the registry together with its time in the log.
 *
 * @param effectiveFromMillis the append time from which this record holds
 */
public record RegisteredDevice(DeviceEntry entry, long offset, long effectiveFromMillis) {

    /** The append time from which group and attributes hold. */
    public long placedSinceMillis() {
        return entry.placedSinceMillis() == 0 ? effectiveFromMillis : entry.placedSinceMillis();
    }

    /** The append time before which telemetry of the device is deleted; 0: none is. */
    public long deletedBeforeMillis() {
        return entry.deleted() ? effectiveFromMillis : entry.deletedBeforeMillis();
    }

    /**
     * Where the device is placed for telemetry appended at {@code appendTimeMillis}; the oldest place known for older
     * telemetry.
     */
    public Placement placementAt(long appendTimeMillis) {
        List<EarlierPlacement> earlier = entry.earlier();
        if (appendTimeMillis >= placedSinceMillis() || earlier.isEmpty()) {
            return entry.placement();
        }
        for (int i = earlier.size() - 1; i > 0; i--) {
            if (appendTimeMillis >= earlier.get(i).sinceMillis()) {
                return earlier.get(i).placement();
            }
        }
        return earlier.get(0).placement();
    }

    /** {@code wanted} as the revision after this one; continues the history of placements. */
    public DeviceEntry next(DeviceEntry wanted) {
        boolean moved = entry.deleted() || !wanted.placement().equals(entry.placement());
        List<EarlierPlacement> earlier = new ArrayList<>(entry.earlier());
        if (moved) {
            earlier.add(new EarlierPlacement(placedSinceMillis(), entry.placement()));
            if (earlier.size() > DeviceEntry.MAX_EARLIER) {
                earlier.remove(0);
            }
        }
        return new DeviceEntry(
                entry.device(),
                entry.revision() + 1,
                wanted.displayName(),
                wanted.group(),
                wanted.parent(),
                wanted.feeds(),
                wanted.attributes(),
                wanted.owner(),
                moved ? 0 : placedSinceMillis(),
                earlier,
                false,
                deletedBeforeMillis());
    }
}
