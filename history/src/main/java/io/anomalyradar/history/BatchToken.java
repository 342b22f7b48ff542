package io.anomalyradar.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;

/**
 * The identity of a batch. The value is a hash of the token before it, the number, and the offsets that the batch
 * reaches: the batch made of the same records after the same batches has the same token.
 *
 * @param number counts batches from 1
 */
public record BatchToken(long number, String value) {
    /** Represents the batch before the first one. */
    public static final BatchToken NONE = new BatchToken(0, "");

    /** The token of the batch after this one, which reaches {@code offsets}. */
    BatchToken next(Map<LogPartition, LogOffset> offsets) {
        MessageDigest hash = sha256();
        hash.update((value + " " + (number + 1)).getBytes(StandardCharsets.UTF_8));
        offsets.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .forEach(entry ->
                        hash.update((" " + entry.getKey() + " " + entry.getValue()).getBytes(StandardCharsets.UTF_8)));
        return new BatchToken(number + 1, HexFormat.of().formatHex(hash.digest(), 0, 16));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
