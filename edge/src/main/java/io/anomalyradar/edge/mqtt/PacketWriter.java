package io.anomalyradar.edge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Builds one MQTT control packet. */
final class PacketWriter {
    private final int first;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** @param first byte of the packet: its type and flags */
    PacketWriter(int first) {
        this.first = first;
    }

    PacketWriter one(int value) {
        body.write(value);
        return this;
    }

    PacketWriter two(int value) {
        body.write(value >> 8);
        body.write(value);
        return this;
    }

    PacketWriter four(long value) {
        return two((int) (value >> 16)).two((int) value);
    }

    PacketWriter text(String text) {
        return binary(text.getBytes(UTF_8));
    }

    PacketWriter binary(byte[] bytes) {
        two(bytes.length);
        body.writeBytes(bytes);
        return this;
    }

    PacketWriter raw(byte[] bytes) {
        body.writeBytes(bytes);
        return this;
    }

    /** The bytes of {@code properties}, as written without a first byte, after their length. */
    PacketWriter properties(PacketWriter properties) {
        length(body, properties.body.size());
        body.writeBytes(properties.body.toByteArray());
        return this;
    }

    private static void length(ByteArrayOutputStream out, int length) {
        int left = length;
        for (; left >= 0x80; left >>>= 7) {
            out.write((left & 0x7f) | 0x80);
        }
        out.write(left);
    }

    byte[] toByteArray() {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        length(packet, body.size());
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }
}
