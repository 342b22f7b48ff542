package io.anomalyradar.server.history;

import io.anomalyradar.history.DeletedData;
import java.time.Duration;
import java.util.List;

/** The deletions of devices that the registry holds. Thread-safe. */
public interface DeviceDeletions extends DeletedData {
    /** Nothing was ever deleted. */
    DeviceDeletions NONE = new DeviceDeletions() {
        @Override
        public boolean awaitRead(Duration patience) {
            return true;
        }

        @Override
        public long changes() {
            return 0;
        }

        @Override
        public Iterable<String> devices() {
            return List.of();
        }

        @Override
        public long before(String device) {
            return 0;
        }
    };

    /** Waits until the registry was read; false when that takes longer than {@code patience}. */
    boolean awaitRead(Duration patience) throws InterruptedException;

    /** A number that differs after each change of the registry. */
    long changes();

    /** The devices that were ever deleted. */
    Iterable<String> devices();
}
