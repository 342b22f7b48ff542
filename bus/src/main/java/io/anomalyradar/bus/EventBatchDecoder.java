package io.anomalyradar.bus;

import java.io.IOException;
import java.io.InputStream;

/** Reads one wire format of events; as {@link BatchDecoder} does for frames. */
@FunctionalInterface
public interface EventBatchDecoder {
    /**
     * Adds every event of {@code body} to {@code batch}, in order; one that cannot be read becomes a refusal.
     *
     * @throws BatchException MALFORMED when no part of the body can be trusted; those of {@code body} and {@code batch}
     *     pass
     * @throws IOException when the compressed data is damaged or incomplete
     */
    void decode(InputStream body, EventBatch batch) throws IOException;
}
