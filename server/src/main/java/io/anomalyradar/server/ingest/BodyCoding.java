package io.anomalyradar.server.ingest;

import com.github.luben.zstd.ZstdInputStream;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** How a body is compressed. */
@FunctionalInterface
public interface BodyCoding {
    /**
     * The decompressed bytes of {@code body}. The reader bounds their number; what decompresses at once must check it
     * beforehand.
     *
     * @param body its parts, in order
     * @param maxBytes that the decompressed body may have
     * @throws IOException when the compressed data is damaged
     */
    InputStream decompress(List<byte[]> body, long maxBytes) throws IOException;

    BodyCoding IDENTITY = (body, maxBytes) -> stream(body);
    BodyCoding GZIP = (body, maxBytes) -> new GZIPInputStream(stream(body), 16 << 10);

    /** A frame of which the decoder would have to keep more than 8 MiB is refused. */
    BodyCoding ZSTD = (body, maxBytes) -> new ZstdInputStream(stream(body)).setLongMax(23);

    /** What {@code Content-Encoding} says: gzip, zstd or nothing. */
    static BodyCoding of(RequestHeaders headers) {
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "identity", "" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            case "zstd" -> ZSTD;
            default ->
                throw Problem.of(
                                ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                                "Content-Encoding must be gzip, zstd or absent, is " + encoding)
                        .exception();
        };
    }

    private static InputStream stream(List<byte[]> chunks) {
        return new SequenceInputStream(Collections.enumeration(
                chunks.stream().map(ByteArrayInputStream::new).toList()));
    }
}
