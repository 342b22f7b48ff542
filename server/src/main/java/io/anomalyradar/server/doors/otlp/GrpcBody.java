package io.anomalyradar.server.doors.otlp;

import io.anomalyradar.server.ingest.BodyCoding;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The body of a unary call of gRPC: one byte that says whether the message is compressed, four with its length, and the
 * message.
 *
 * @param encoding with which a compressed message is compressed
 */
record GrpcBody(String encoding) implements BodyCoding {
    static final int PREFIX = 5;

    @Override
    public InputStream decompress(List<byte[]> body, long maxBytes) throws IOException {
        InputStream whole = BodyCoding.IDENTITY.decompress(body, maxBytes);
        byte[] prefix = whole.readNBytes(PREFIX);
        long length = 0;
        for (int i = 1; i < prefix.length; i++) {
            length = length << Byte.SIZE | (prefix[i] & 0xFF);
        }
        long given = body.stream().mapToLong(part -> part.length).sum() - PREFIX;
        if (prefix.length < PREFIX || length != given) {
            throw new IOException("a unary call has one message, whose length is not that of the body");
        }
        if (prefix[0] == 0) {
            return whole;
        }
        if (prefix[0] != 1 || !encoding.equals("gzip")) {
            throw new IOException("the message is compressed with '" + encoding + "': gzip is taken");
        }
        return new GZIPInputStream(whole, 16 << 10);
    }
}
