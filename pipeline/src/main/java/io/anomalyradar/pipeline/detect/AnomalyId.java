package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.telemetry.SourcePosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of an anomaly: the first 128 bits of SHA-256 over topic id, partition, leader epoch, offset, device and
 * metric of the sample that opened it, each text preceded by its length. A replay gives the same id; two anomalies
 * collide with a probability of 2⁻¹²⁸.
 */
final class AnomalyId {
    private static final int BYTES = 16;

    private AnomalyId() {}

    /** 32 hexadecimal digits. */
    static String of(SourcePosition opening, String device, String metric) {
        MessageDigest digest = sha256();
        add(digest, opening.topicId());
        digest.update(ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
                .putInt(opening.partition())
                .putInt(opening.leaderEpoch())
                .putLong(opening.offset())
                .array());
        add(digest, device);
        add(digest, metric);
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static void add(MessageDigest digest, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        digest.update(utf8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
