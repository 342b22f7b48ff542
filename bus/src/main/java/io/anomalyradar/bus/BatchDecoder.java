package io.anomalyradar.bus;

import java.io.IOException;
import java.io.InputStream;

/** Reads one wire format. Stateless, or one instance a call. */
@FunctionalInterface
public interface BatchDecoder {
    /**
     * Adds every frame of {@code body} to {@code batch}, in order; a frame that cannot be read becomes a refusal.
     *
     * <p>{@code body} is already decompressed, and it ends the decoding when it is too long or its sender is gone.
     *
     * @throws BatchException MALFORMED when no part of the body can be trusted; those of {@code body} and {@code batch}
     *     pass
     * @throws IOException when the compressed data is damaged or incomplete
     */
    void decode(InputStream body, FrameBatch batch) throws IOException;
}
