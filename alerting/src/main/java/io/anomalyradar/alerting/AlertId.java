package io.anomalyradar.alerting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of alerts: the first 128 bits of SHA-256 over rule and anomaly, so that a replay gives the same. */
public final class AlertId {
    private AlertId() {}

    /** The id of the alert of {@code rule} that this anomaly opens: 32 hexadecimal digits. */
    public static String of(String rule, String anomalyId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((rule + "\n" + anomalyId).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
