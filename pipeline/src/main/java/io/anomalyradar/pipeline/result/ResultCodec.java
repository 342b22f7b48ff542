package io.anomalyradar.pipeline.result;

import java.io.IOException;
import java.util.function.Function;

/**
 * Bytes of a result and back. Not thread-safe: one instance per thread.
 *
 * @param encoder total
 * @param decoder throws {@link IOException} for bytes that are no such result
 */
public record ResultCodec<T>(Function<T, byte[]> encoder, Decoder<T> decoder) {
    /** From bytes to a result. */
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
