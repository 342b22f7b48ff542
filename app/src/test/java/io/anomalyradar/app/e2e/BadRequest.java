package io.anomalyradar.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A request to the telemetry door that is itself invalid, whatever frames it holds.
 *
 * @param headers names and values by turns
 * @param status of HTTP; {@code code} of the problem in the answer
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be sent; never compared
record BadRequest(String what, List<String> headers, byte[] body, int status, String code) {
    private static final String JSON = "application/json";
    private static final byte[] GOOD = "{\"device\":\"bad\",\"value\":1}".getBytes(UTF_8);
    private static final int TEN_MEGABYTES = 10_000_000;

    /** One of each kind. */
    static List<BadRequest> all() throws IOException {
        byte[] blanks = " ".repeat(10 * TEN_MEGABYTES).getBytes(UTF_8);
        byte[] whole = gzip(GOOD);
        return List.of(
                new BadRequest("no content type", List.of("x-none", "1"), GOOD, 415, "UNSUPPORTED_MEDIA_TYPE"),
                typed("text", "text/plain", GOOD, 415, "UNSUPPORTED_MEDIA_TYPE"),
                typed("XML", "application/xml", GOOD, 415, "UNSUPPORTED_MEDIA_TYPE"),
                typed(
                        "Protobuf that ends before its length",
                        "application/x-protobuf",
                        new byte[] {10, 3, 'b', 'a', 'd'},
                        400,
                        "MALFORMED"),
                typed("JSON in another charset", JSON + ";charset=utf-16", GOOD, 415, "UNSUPPORTED_MEDIA_TYPE"),
                encoded("an unknown encoding", "br", GOOD, 415, "UNSUPPORTED_MEDIA_TYPE"),
                encoded("what is not gzip", "gzip", GOOD, 400, "MALFORMED"),
                encoded("gzip cut off", "gzip", Arrays.copyOf(whole, whole.length - 9), 400, "MALFORMED"),
                encoded("100 MB of blanks in gzip", "gzip", gzip(blanks), 413, "TOO_LARGE"),
                typed("10 MB", JSON, " ".repeat(TEN_MEGABYTES).getBytes(UTF_8), 413, "TOO_LARGE"),
                new BadRequest(
                        "an idempotency key with a space",
                        List.of("content-type", JSON, "idempotency-key", "a b"),
                        GOOD,
                        422,
                        "INVALID_PARAMETER"));
    }

    private static BadRequest typed(String what, String type, byte[] body, int status, String code) {
        return new BadRequest(what, List.of("content-type", type), body, status, code);
    }

    private static BadRequest encoded(String what, String encoding, byte[] body, int status, String code) {
        return new BadRequest(what, List.of("content-type", JSON, "content-encoding", encoding), body, status, code);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return what;
    }
}
