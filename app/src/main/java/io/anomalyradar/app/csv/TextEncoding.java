package io.anomalyradar.app.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The character set of a file: by its byte order mark, by the zero bytes that UTF-16 has in Western text, else UTF-8,
 * or Windows-1252 if its head is not UTF-8. Stateless.
 */
final class TextEncoding {
    private static final int HEAD = 64 << 10;

    private TextEncoding() {}

    /** A reader of {@code in}, behind the byte order mark if there is one. */
    static Reader reader(InputStream in, @Nullable Charset given) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(HEAD + 8);
        byte[] head = buffered.readNBytes(HEAD);
        buffered.reset();
        Charset charset = given == null ? detected(head) : given;
        buffered.skipNBytes(markLength(head));
        return new InputStreamReader(buffered, charset);
    }

    private static int markLength(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return 3;
        }
        return startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF) ? 2 : 0;
    }

    private static boolean startsWith(byte[] head, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    static Charset detected(byte[] head) {
        if (startsWith(head, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            zeros[i & 1] += head[i] == 0 ? 1 : 0;
        }
        int half = head.length / 2;
        if (half > 0 && zeros[1] > half * 0.7) {
            return StandardCharsets.UTF_16LE;
        }
        if (half > 0 && zeros[0] > half * 0.7) {
            return StandardCharsets.UTF_16BE;
        }
        return isUtf8(head) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
    }

    /** The last character may be cut off. */
    private static boolean isUtf8(byte[] head) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return !decoder.decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length + 1), false)
                .isError();
    }
}
