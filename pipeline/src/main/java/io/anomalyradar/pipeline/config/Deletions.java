package io.anomalyradar.pipeline.config;

import io.anomalyradar.bus.control.ControlState;
import io.anomalyradar.model.control.RegisteredDevice;
import java.util.function.Supplier;

/** Which devices were deleted, and when. Thread-safe. */
public final class Deletions implements AutoCloseable {
    private final Supplier<ControlState> source;
    private final Runnable resource;

    /** @param resource runs when this is closed */
    Deletions(Supplier<ControlState> source, Runnable resource) {
        this.source = source;
        this.resource = resource;
    }

    /**
     * Whether {@code device} and its data were deleted after {@code fromMillis} and no later than {@code toMillis}, by
     * append time.
     */
    public boolean isDeletedBetween(String device, long fromMillis, long toMillis) {
        RegisteredDevice registered = source.get().devices().find(device);
        return registered != null
                && registered.deletedBeforeMillis() > fromMillis
                && registered.deletedBeforeMillis() <= toMillis;
    }

    @Override
    public void close() {
        resource.run();
    }
}
