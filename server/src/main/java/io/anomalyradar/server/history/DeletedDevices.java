package io.anomalyradar.server.history;

import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from the store what deletions left there: the server that took the request may have stopped in between, or
 * have another store. Not thread-safe.
 */
final class DeletedDevices {
    private static final Logger LOG = LoggerFactory.getLogger(DeletedDevices.class);

    private final HistoryStore store;
    private final DeviceDeletions deletions;
    private long changesSeen = -1;

    DeletedDevices(HistoryStore store, DeviceDeletions deletions) {
        this.store = store;
        this.deletions = deletions;
    }

    /** Removes what was deleted since the last call; at the first call everything that ever was. */
    void removeNew() {
        long changes = deletions.changes();
        if (changes == changesSeen) {
            return;
        }
        try {
            for (String device : deletions.devices()) {
                if (store.deleteDevice(device, deletions.before(device)).devices() > 0) {
                    LOG.info("the data of device {}, which was deleted, is removed", device);
                }
            }
        } catch (HistoryException.Transient busy) {
            LOG.debug("the data of deleted devices is removed later", busy);
            return;
        }
        changesSeen = changes;
    }
}
