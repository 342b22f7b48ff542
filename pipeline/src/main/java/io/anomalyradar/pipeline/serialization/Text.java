package io.anomalyradar.pipeline.serialization;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts, byte strings and lengths in serialized values: a length as a variable-length integer, then UTF-8. The JDK
 * converts ASCII, which nearly all names are, to UTF-8 and back with a single copy.
 */
public final class Text {
    private Text() {}

    public static void write(DataOutput out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeLength(out, utf8.length);
        out.write(utf8);
    }

    public static String read(DataInput in) throws IOException {
        byte[] utf8 = new byte[readLength(in)];
        in.readFully(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Writes {@code text}, which may be null. */
    public static void writeNullable(DataOutput out, @Nullable String text) throws IOException {
        writeNullable(out, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    public static @Nullable String readNullable(DataInput in) throws IOException {
        byte[] utf8 = readNullableBytes(in);
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    /** Writes {@code bytes}, which may be null: the length plus one, or zero for null. */
    public static void writeNullable(DataOutput out, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            writeLength(out, 0);
        } else {
            writeLength(out, bytes.length + 1);
            out.write(bytes);
        }
    }

    public static byte @Nullable [] readNullableBytes(DataInput in) throws IOException {
        int length = readLength(in) - 1;
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /** Writes {@code length} ≥ 0 in as many bytes as it needs: one up to 127. */
    public static void writeLength(DataOutput out, int length) throws IOException {
        int rest = length;
        while ((rest & ~0x7F) != 0) {
            out.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    public static int readLength(DataInput in) throws IOException {
        int length = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            byte next = in.readByte();
            length |= (next & 0x7F) << shift;
            if (next >= 0) {
                return length;
            }
        }
        throw new IOException("not a length: more than five bytes");
    }
}
