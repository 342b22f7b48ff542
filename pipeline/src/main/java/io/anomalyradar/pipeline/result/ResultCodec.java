package io.anomalyradar.pipeline.result;

import java.io.IOException;
import java.util.function.Function;

/**
 * Encodes and decodes a result. Not thread-safe: one instance per thread.
 *
 * @param encoder accepts every result
 * @param decoder throws {@link IOException} for bytes that are not such a result
 */
public record ResultCodec<T>(Function<T, byte[]> encoder, Decoder<T> decoder) {
    /** Decodes a result. */
    @FunctionalInterface
    public interface Decoder<T> {
        T decode(byte[] bytes) throws IOException;
    }

    public byte[] encode(T result) {
        return encoder.apply(result);
    }

    public T decode(byte[] bytes) throws IOException {
        return decoder.decode(bytes);
    }
}
