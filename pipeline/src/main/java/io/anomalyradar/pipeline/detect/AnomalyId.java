package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.wire.StableId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The identity of an anomaly: the first 128 bits of SHA-256 over topic id, partition, leader epoch, offset, device and
 * metric of the sample that opened it, each text preceded by its length. A replay gives the same id; two anomalies
 * collide with a probability of 2⁻¹²⁸.
 */
final class AnomalyId {
    private AnomalyId() {}

    /** 32 hexadecimal digits. */
    static String of(SourcePosition opening, String device, String metric) {
        MessageDigest digest = StableId.digest();
        add(digest, opening.topicId());
        digest.update(ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
                .putInt(opening.partition())
                .putInt(opening.leaderEpoch())
                .putLong(opening.offset())
                .array());
        add(digest, device);
        add(digest, metric);
        return StableId.of(digest);
    }

    private static void add(MessageDigest digest, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        digest.update(utf8);
    }
}
