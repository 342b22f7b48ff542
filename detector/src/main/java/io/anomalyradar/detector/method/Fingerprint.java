package io.anomalyradar.detector.method;

/**
 * FNV-1a, 32 bits, over the eight bytes of each setting, highest first; integers as {@code long}, others as IEEE-754
 * bits. The same on every host.
 */
public final class Fingerprint {

    private static final int BASIS = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private int hash = BASIS;

    /** The fingerprint without any setting. */
    public Fingerprint() {}

    /** Adds a setting. */
    public Fingerprint add(double setting) {
        return add(Double.doubleToLongBits(setting));
    }

    /** Adds a setting. */
    public Fingerprint add(long setting) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            hash = (hash ^ ((int) (setting >>> shift) & 0xff)) * PRIME;
        }
        return this;
    }

    /** The fingerprint of the added settings, in this order. */
    public int value() {
        return hash;
    }
}
