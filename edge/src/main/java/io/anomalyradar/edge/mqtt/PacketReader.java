package io.anomalyradar.edge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;

/**
 * One control packet that a broker sent: read from the connection as it is taken apart. Every method throws an
 * {@link IOException} when the packet breaks the protocol.
 */
final class PacketReader {
    /** Properties whose values we use (MQTT 5, section 2.2.2.2). */
    static final int SERVER_KEEP_ALIVE = 0x13;

    static final int REASON = 0x1F;

    private final InputStream in;
    private final int first;
    private int left;

    private PacketReader(InputStream in, int first, int left) {
        this.in = in;
        this.first = first;
        this.left = left;
    }

    /** The packet that begins with this byte, which was read already. */
    static PacketReader of(int first, InputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the broker closed the connection within a packet");
            }
            length |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return new PacketReader(in, first, length);
            }
            if (shift == 21) {
                throw new IOException("the broker sends something else than MQTT");
            }
        }
    }

    int type() {
        return first >> 4;
    }

    int flags() {
        return first & 0xf;
    }

    int left() {
        return left;
    }

    int one() throws IOException {
        take(1);
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the broker closed the connection within a packet");
        }
        return next;
    }

    int two() throws IOException {
        return one() << 8 | one();
    }

    long four() throws IOException {
        return (long) two() << 16 | two();
    }

    byte[] bytes(int count) throws IOException {
        take(count);
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the broker closed the connection within a packet");
        }
        return bytes;
    }

    String text() throws IOException {
        byte[] bytes = bytes(two());
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            throw new IOException("the broker sends text that is not UTF-8", notText);
        }
    }

    /** Skips the rest, however long it is. */
    void skipRest() throws IOException {
        while (left > 0) {
            bytes(Math.min(left, 8_192));
        }
    }

    /** The properties here, by their identifiers, as text. */
    Map<Integer, String> properties() throws IOException {
        Map<Integer, String> properties = new HashMap<>();
        int length = varint();
        int end = left - length;
        if (end < 0) {
            throw new IOException("the broker sends properties that are longer than their packet");
        }
        while (left > end) {
            int id = varint();
            properties.put(id, property(id));
        }
        if (left != end) {
            throw new IOException("the broker sends a property that is longer than all of them");
        }
        return properties;
    }

    private String property(int id) throws IOException {
        return switch (id) {
            case 0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2A -> Integer.toString(one());
            case 0x13, 0x21, 0x22, 0x23 -> Integer.toString(two());
            case 0x02, 0x11, 0x18, 0x27 -> Long.toString(four());
            case 0x0B -> Integer.toString(varint());
            case 0x03, 0x08, 0x12, 0x15, 0x1A, 0x1C, 0x1F -> text();
            case 0x09, 0x16 -> Integer.toString(bytes(two()).length);
            case 0x26 -> text() + "=" + text();
            default -> throw new IOException("the broker sends the property " + id + ", which MQTT 5 does not have");
        };
    }

    private int varint() throws IOException {
        int value = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            int next = one();
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("the broker sends a length of more than four bytes");
    }

    private void take(int count) throws IOException {
        if (count > left) {
            throw new IOException("the broker sends a packet that is shorter than what it says");
        }
        left -= count;
    }
}
