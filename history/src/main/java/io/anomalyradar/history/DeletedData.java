package io.anomalyradar.history;

/**
 * Says which data was deleted together with its device. It may still come from the pipeline, and comes again when the
 * store is rebuilt.
 */
@FunctionalInterface
public interface DeletedData {
    /** No data was deleted. */
    DeletedData NONE = device -> 0;

    /** The append time before which the data of {@code device} is deleted; 0: none is. Never decreases. */
    long before(String device);

    /** Whether data of {@code device} that was appended at {@code appendTimeMillis} was deleted afterwards. */
    default boolean contains(String device, long appendTimeMillis) {
        return before(device) > appendTimeMillis;
    }
}
