package io.anomalyradar.server.doors.kafka;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the value of a record as a tree of maps, lists, texts, numbers and booleans. Used by one thread. */
@FunctionalInterface
interface ValueTree {
    /**
     * The tree of {@code value}.
     *
     * @throws IOException when it is damaged, or its schema is not known; the message says which
     * @throws RegistryUnavailableException when the registry does not answer: the record is to be read again later
     */
    @Nullable
    Object of(byte[] value) throws IOException;
}
