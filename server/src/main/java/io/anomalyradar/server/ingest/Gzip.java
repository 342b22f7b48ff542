package io.anomalyradar.server.ingest;

import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.ProblemHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Decompression that stops at a bound, so that a small body cannot fill the memory. Stateless. */
final class Gzip {
    private static final int CHUNK = 16 << 10;

    private Gzip() {}

    /**
     * What {@code compressed} holds.
     *
     * @throws io.anomalyradar.server.http.ProblemException TOO_LARGE beyond {@code limit} bytes, MALFORMED when it is not
     *     gzip
     */
    static byte[] decompress(byte[] compressed, int limit) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(Math.min(limit, compressed.length * 4 + CHUNK));
        byte[] chunk = new byte[CHUNK];
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed), CHUNK)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (plain.size() + read > limit) {
                    throw ProblemHandler.tooLarge(limit).exception();
                }
                plain.write(chunk, 0, read);
            }
        } catch (IOException damaged) {
            throw Problem.of(ProblemCode.MALFORMED, "the body is not gzip, or is cut off: " + damaged.getMessage())
                    .exception();
        }
        return plain.toByteArray();
    }
}
