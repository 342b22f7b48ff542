package io.anomalyradar.model.access;

/**
 * An API key as it is kept: everything but its secret.
 *
 * @param id identifies it for people and in the log; part of the key itself
 * @param revision 1 when it is created; each change is one more
 * @param name what it is for
 * @param hash SHA-256 of the whole key, in hexadecimal digits
 * @param oneTime whether its first use ends it
 * @param createdBy who created it
 * @param expiresAtMillis when it ends by itself; 0: never
 * @param revokedAtMillis when it was revoked; 0: it was not
 * @param revokedBy empty: it was not revoked
 */
public record ApiKey(
        String id,
        int revision,
        String name,
        String hash,
        Grant grant,
        boolean oneTime,
        long createdAtMillis,
        String createdBy,
        long expiresAtMillis,
        long revokedAtMillis,
        String revokedBy) {
    public static final int MAX_NAME = 128;

    public boolean isActive(long nowMillis) {
        return revokedAtMillis == 0 && (expiresAtMillis == 0 || nowMillis < expiresAtMillis);
    }

    /** This key after {@code who} revoked it. */
    public ApiKey revoked(String who, long atMillis) {
        return new ApiKey(
                id,
                revision + 1,
                name,
                hash,
                grant,
                oneTime,
                createdAtMillis,
                createdBy,
                expiresAtMillis,
                atMillis,
                who);
    }
}
