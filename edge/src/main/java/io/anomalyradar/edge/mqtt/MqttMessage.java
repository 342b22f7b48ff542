package io.anomalyradar.edge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.edge.intake.RecentMarks;

/**
 * A message that a broker delivered.
 *
 * @param packetId 0: it needs no confirmation
 * @param repeated whether the broker says that it may have sent it before
 * @param retained whether it is the last value that the broker kept of the topic, and not a new one
 * @param tooLarge whether the payload was larger than allowed, and is left out
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MqttMessage(String topic, byte[] payload, int packetId, boolean repeated, boolean retained, boolean tooLarge) {
    /** Eight bytes that tell it from other messages: a hash of its packet identifier, topic and payload. */
    long mark() {
        byte[] packet = {(byte) (packetId >> 8), (byte) packetId};
        return RecentMarks.mark(packet, topic.getBytes(UTF_8), new byte[1], payload);
    }
}
