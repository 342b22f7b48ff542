package io.anomalyradar.server.doors.prometheus;

import io.anomalyradar.bus.BatchException;
import io.anomalyradar.server.http.BodyReceiver;
import io.anomalyradar.server.ingest.BodyCoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/** Snappy's block format: the length of the decompressed body stands at its beginning. */
final class SnappyBody implements BodyCoding {
    @Override
    public InputStream decompress(List<byte[]> body, long maxBytes) throws IOException {
        byte[] compressed = BodyReceiver.whole(body);
        try {
            int length = Snappy.uncompressedLength(compressed);
            if (length < 0 || length > maxBytes) {
                throw new BatchException(
                        BatchException.Reason.TOO_LARGE,
                        "the body has " + Integer.toUnsignedString(length) + " bytes after decompression, at most "
                                + maxBytes + " are allowed: send smaller batches, or raise server.max-body-bytes");
            }
            return new ByteArrayInputStream(Snappy.uncompress(compressed));
        } catch (SnappyError damaged) {
            throw new IOException("it is not in Snappy's block format", damaged);
        }
    }
}
