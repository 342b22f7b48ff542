package io.anomalyradar.model.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.wire.StableId;
import java.security.MessageDigest;

/** Fits names that senders compose of many parts into the bound on names. Stateless. */
public final class LongNames {
    private static final int HASH = 16;

    private LongNames() {}

    /**
     * {@code name}, if it has at most {@code most} characters and no forbidden one. Otherwise its beginning, {@code ~}
     * and 16 hexadecimal digits of a hash of all of it: the same name gives the same text, another one another.
     */
    public static String fitted(String name, int most) {
        if (name.length() <= most && Characters.fault(name) == null) {
            return name;
        }
        MessageDigest digest = StableId.digest();
        digest.update(name.getBytes(UTF_8));
        int kept = Math.min(name.length(), most - HASH - 1);
        if (kept > 0 && Character.isHighSurrogate(name.charAt(kept - 1))) {
            kept--;
        }
        return Characters.printable(name.substring(0, kept))
                + "~"
                + StableId.of(digest).substring(0, HASH);
    }
}
