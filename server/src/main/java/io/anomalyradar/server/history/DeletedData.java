package io.anomalyradar.server.history;

/**
 * Says which data was deleted together with its device. It may still come from the pipeline, and comes again when the
 * store is rebuilt.
 */
@FunctionalInterface
public interface DeletedData {
    /** No data was deleted. */
    DeletedData NONE = (device, appendTimeMillis) -> false;

    /** Whether data of {@code device} that was appended at {@code appendTimeMillis} was deleted afterwards. */
    boolean contains(String device, long appendTimeMillis);
}
