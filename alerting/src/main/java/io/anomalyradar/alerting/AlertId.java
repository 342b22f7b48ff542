package io.anomalyradar.alerting;

import io.anomalyradar.model.wire.StableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Ids of alerts: a {@link StableId} over rule and anomaly. */
public final class AlertId {
    private AlertId() {}

    /** The id of the alert of {@code rule} that this anomaly opens: 32 hexadecimal digits. */
    public static String of(String rule, String anomalyId) {
        MessageDigest digest = StableId.digest();
        digest.update((rule + "\n" + anomalyId).getBytes(StandardCharsets.UTF_8));
        return StableId.of(digest);
    }
}
